/** How a field is stored: money as DECIMAL, number as DOUBLE. */
export type FieldType = 'text' | 'date' | 'timestamp' | 'number' | 'money' | 'integer' | 'boolean';
type Importance = 'required' | 'recommended' | 'optional';

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** required means: present in a file or derivable from what is */
  readonly importance: Importance;
}

export interface CanonicalTable {
  readonly name: TableName;
  readonly fields: readonly Field[];
  /** a file is this table only when it has one field of each list */
  readonly needs: readonly (readonly string[])[];
  /** fields whose header, when it names the thing itself, shows that the file is this table */
  readonly markers: readonly string[];
  /** fields of other tables that a file of this table does not have */
  readonly excludes: readonly string[];
}

/** The tables that studies and traits know, whatever the client's files are called. */
export const canonicalTables = ['customers', 'orders', 'order_lines', 'products', 'receivables', 'payments', 'visits', 'surveys', 'deliveries', 'competitors', 'contacts', 'plans', 'progress', 'campaigns'] as const;
export type TableName = (typeof canonicalTables)[number];

/** `name type` for each field; `!` required, `*` recommended. */
const fieldsOf = (text: string): Field[] =>
  text.split(',').map((entry) => {
    const [name = '', type = ''] = entry.trim().replace(/[!*]$/, '').split(' ');
    const importance = entry.endsWith('!') ? 'required' : entry.endsWith('*') ? 'recommended' : 'optional';
    return { name, type: asFieldType(type), importance };
  });

const fieldTypes = ['text', 'date', 'timestamp', 'number', 'money', 'integer', 'boolean'] as const;

function asFieldType(text: string): FieldType {
  const type = fieldTypes.find((known) => known === text);
  if (!type) throw new Error(`no field type ${text}`);
  return type;
}

const declared: Readonly<Record<TableName, Omit<CanonicalTable, 'name'>>> = {
  customers: {
    fields: fieldsOf(
      'customer_id text!,customer_name text!,tax_id text*,tax_id_suffix text,group_id text*,customer_type text*,industry text*,region text*,city text,country text,address text,lat number,lon number,manager text*,created_at date*,source text*,temperature text*,status text,email text,phone text,consent boolean,credit_limit money,payment_terms_days integer,price_type text,n_suppliers integer,competition text,demand_annual money,criticality text,size_metric money',
    ),
    needs: [['customer_id', 'customer_name']],
    markers: ['customer_id', 'customer_name'],
    excludes: ['order_date', 'invoice_date', 'due_date', 'product_id', 'visit_date', 'score'],
  },
  orders: {
    fields: fieldsOf(
      'order_id text!,order_date date!,customer_id text!,doc_type text*,status text*,currency text*,fx_rate number,net_amount money*,gross_amount money*,vat_amount money,discount_amount money*,shipping_amount money,channel text*,manager text*,seller_entity text,first_order_flag boolean',
    ),
    needs: [['order_id'], ['order_date'], ['customer_id']],
    markers: ['order_id', 'order_date'],
    excludes: ['product_id', 'product_name'],
  },
  order_lines: {
    fields: fieldsOf(
      'order_id text!,line_no integer,product_id text!,product_name text*,qty number!,unit text,unit_price money,list_price money*,discount_pct number*,net_amount money!,gross_amount money,vat_rate text,vat_amount money,cost money*,unit_cost money,gross_profit money*,margin_pct number,is_return boolean,promo_id text',
    ),
    needs: [['order_id'], ['product_id', 'product_name'], ['qty', 'net_amount', 'gross_amount']],
    markers: ['product_id', 'product_name', 'qty'],
    excludes: [],
  },
  products: {
    fields: fieldsOf(
      'product_id text!,product_name text!,category text*,subcategory text,brand text,role text*,margin_class text,cost money,list_price money,substitute_group text',
    ),
    needs: [['product_id'], ['product_name']],
    markers: ['product_id', 'product_name'],
    excludes: ['order_id', 'order_date', 'customer_id', 'qty'],
  },
  receivables: {
    fields: fieldsOf(
      'invoice_id text!,order_id text,customer_id text!,invoice_date date*,due_date date!,amount money!,open_amount money!,overdue_amount money,days_overdue integer,bucket_current money,bucket_1_30 money,bucket_31_60 money,bucket_61_90 money,bucket_91_plus money,paid_date date*,paid_amount money,contract text',
    ),
    needs: [['invoice_id'], ['customer_id'], ['due_date', 'open_amount', 'overdue_amount']],
    markers: ['due_date', 'open_amount', 'overdue_amount'],
    excludes: ['product_id', 'qty'],
  },
  payments: {
    fields: fieldsOf(
      'payment_id text,customer_id text!,payment_date date!,amount money!,invoice_id text',
    ),
    needs: [['customer_id'], ['payment_date'], ['amount']],
    markers: ['payment_id', 'payment_date', 'amount'],
    excludes: ['due_date', 'product_id', 'order_date'],
  },
  visits: {
    fields: fieldsOf(
      'visit_id text,customer_id text!,visit_date date!,manager text*,visit_type text,duration_min number,cost money,result text*,order_id text,planned boolean',
    ),
    needs: [['customer_id'], ['visit_date']],
    markers: ['visit_id', 'visit_date', 'visit_type', 'duration_min'],
    excludes: ['order_date', 'product_id', 'due_date'],
  },
  surveys: {
    fields: fieldsOf(
      'response_id text,customer_id text!,response_date date!,touchpoint text*,score number!,scale_max number,importance number,nps integer*,comment text,respondent text,order_id text',
    ),
    needs: [['customer_id'], ['score', 'nps']],
    markers: ['score', 'nps', 'response_date', 'touchpoint'],
    excludes: ['order_date', 'product_id'],
  },
  deliveries: {
    fields: fieldsOf(
      'delivery_id text,order_id text!,customer_id text,line_no integer,requested_date date*,promised_date date!,window_start timestamp,window_end timestamp,actual_date date!,qty_ordered number*,qty_delivered number*,delivered_pct number,damaged_flag boolean,docs_ok boolean',
    ),
    needs: [['order_id'], ['promised_date', 'requested_date'], ['actual_date']],
    markers: ['promised_date', 'requested_date', 'actual_date'],
    excludes: ['order_date', 'product_id', 'net_amount'],
  },
  competitors: {
    fields: fieldsOf(
      'customer_id text!,competitor text!,category text*,share_pct number*,amount money,year integer,source text*',
    ),
    needs: [['customer_id'], ['competitor']],
    markers: ['competitor', 'share_pct'],
    excludes: ['order_date', 'product_id'],
  },
  contacts: {
    fields: fieldsOf(
      'customer_id text!,contact_name text!,position text*,decision_level text*,category_resp text,has_portal_access boolean,email text,phone text,last_contact_date date',
    ),
    needs: [['customer_id'], ['contact_name']],
    markers: ['contact_name', 'decision_level', 'position'],
    excludes: ['order_date', 'tax_id'],
  },
  plans: {
    fields: fieldsOf(
      'customer_id text*,period_start date!,period_end date,metric text*,plan_value money!,manager text,category text,tier_threshold money,tier_rate number',
    ),
    needs: [['period_start'], ['plan_value']],
    markers: ['plan_value', 'period_start'],
    excludes: ['order_date', 'product_id'],
  },
  progress: {
    fields: fieldsOf(
      'customer_id text!,item text!,value text,done boolean*,done_date date,plan_date date,manager text,weight number',
    ),
    needs: [['customer_id'], ['item']],
    markers: ['item'],
    excludes: ['order_date', 'product_id', 'qty'],
  },
  campaigns: {
    fields: fieldsOf(
      'customer_id text!,campaign_id text!,group text*,sent_at timestamp!,channel text,cost money,response boolean,bonus_cost money',
    ),
    needs: [['customer_id'], ['campaign_id'], ['sent_at']],
    markers: ['campaign_id', 'sent_at'],
    excludes: ['order_date', 'product_id'],
  },
};

export const isCanonical = (name: string): name is TableName => canonicalTables.some((known) => known === name);

export const tableOf = (name: TableName): CanonicalTable => ({ name, ...declared[name] });

export const fieldOf = (table: TableName, field: string): Field | null => declared[table].fields.find((known) => known.name === field) ?? null;

type Feeds = Readonly<Partial<Record<TableName, readonly string[]>>>;

const customerFeeds = ['customer_name', 'tax_id', 'group_id', 'customer_type', 'industry', 'region', 'city', 'country', 'email', 'phone'];
const deliveryFeeds = ['requested_date', 'promised_date', 'actual_date', 'delivered_pct', 'qty_delivered'];

/** Fields of other tables that rows of a table may carry: a flat order file names its customer, product and delivery. */
const feedsOf: Readonly<Partial<Record<TableName, Feeds>>> = {
  order_lines: {
    orders: ['order_date', 'customer_id', 'doc_type', 'status', 'currency', 'fx_rate', 'channel', 'manager', 'seller_entity', 'first_order_flag', 'shipping_amount'],
    customers: customerFeeds,
    products: ['category', 'subcategory', 'brand', 'role'],
    deliveries: deliveryFeeds,
  },
  orders: { customers: customerFeeds, deliveries: deliveryFeeds },
};

/** The fields that rows of a table may carry, its own first. */
export function fieldsCarriedBy(table: TableName): { readonly table: TableName; readonly field: Field }[] {
  const own = declared[table].fields.map((field) => ({ table, field }));
  const fed = Object.entries(feedsOf[table] ?? {}).flatMap(([name, fields]) => (isCanonical(name) ? declared[name].fields.filter((field) => fields.includes(field.name)).map((field) => ({ table: name, field })) : []));
  return [...own, ...fed];
}

/** Fields of an order that every one of its lines carries, too. */
export const orderFieldsOnLines = ['order_date', 'customer_id', 'doc_type', 'status', 'channel', 'manager', 'currency', 'fx_rate', 'seller_entity', 'first_order_flag'] as const;

/**
 * Where a column's target lies: `order_date` of a file of order lines is a field of `orders`,
 * `customers.region` says its table itself. Null for a name of the file's own.
 */
export function resolveTarget(table: TableName, target: string): { readonly table: TableName; readonly field: Field } | null {
  const [first = '', second] = target.split('.');
  if (second !== undefined) {
    const field = isCanonical(first) ? fieldOf(first, second) : null;
    return field && isCanonical(first) ? { table: first, field } : null;
  }
  return fieldsCarriedBy(table).find((carried) => carried.field.name === first) ?? null;
}
