import type { Question } from '../../base/Recognition.ts';
import type { ReviewFile } from '../Workbench.ts';

/** Questions of a file that nobody answered yet. */
export const openQuestions = (file: ReviewFile): readonly Question[] => file.recognition.questions.filter(({ id }) => !file.answered.includes(id));
