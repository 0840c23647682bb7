/** SQL: a plausible e-mail, and a phone with at least nine digits, over columns `email` and `phone`. */
export const hasEmail = "coalesce(regexp_matches(email, '^[^@\\s]+@[^@\\s]+\\.[^@\\s.]+$'), FALSE)";
export const hasPhone = "length(regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g')) >= 9";
