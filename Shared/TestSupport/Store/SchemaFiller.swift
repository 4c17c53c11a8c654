/// SQL that fills tables by nothing but what the schema says of their columns: a new table needs no rows by hand.
public enum SchemaFiller {
  /// Gives a script that fills each table without rows, in the schema of the session.
  ///
  /// Only columns are set that must be, and those that are personal. An id is that of the profile, a text is the
  /// word, a column of keys gets the key; what a constraint refuses is an error.
  ///
  /// - Parameters:
  ///   - profiles: a query whose rows have `id`, a profile's, and the texts `word` and `key`.
  ///   - others: tables that are left as they are.
  ///   - onlyPersonal: `true` if only those are filled that hold something personal.
  /// - Returns: the script.
  public static func script(
    from profiles: String, except others: Set<String> = [], onlyPersonal: Bool = false
  ) -> String {
    template.replacing("{profiles}", with: profiles)
      .replacing("{others}", with: others.sorted().joined(separator: ","))
      .replacing("{onlyPersonal}", with: String(onlyPersonal))
  }

  private static let template = """
    DO $fill$ DECLARE
      part record;
      is_empty boolean;
    BEGIN
      FOR part IN
        SELECT c.relname AS name,
          string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS names,
          string_agg(v.value, ', ' ORDER BY a.attnum) AS contents
        FROM pg_class AS c
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        CROSS JOIN LATERAL (
          SELECT
            coalesce(col_description(c.oid, a.attnum), '') LIKE '%personal: erase%' AS is_personal,
            CASE WHEN a.attname ~ '(^|_)keys?$' THEN 's.key' ELSE 's.word' END AS text
        ) AS p
        CROSS JOIN LATERAL (
          SELECT CASE format_type(a.atttypid, NULL)
            WHEN 'uuid' THEN 's.id'
            WHEN 'uuid[]' THEN 'ARRAY[s.id]'
            WHEN 'text' THEN p.text
            WHEN 'text[]' THEN format('ARRAY[%s]', p.text)
            WHEN 'jsonb' THEN format('to_jsonb(%s)', p.text)
            WHEN 'bytea' THEN format('convert_to(%s, %L)', p.text, 'UTF8')
            WHEN 'bytea[]' THEN format('ARRAY[convert_to(%s, %L)]', p.text, 'UTF8')
            WHEN 'boolean' THEN 'false'
            WHEN 'timestamp with time zone' THEN 'now()'
            WHEN 'smallint[]' THEN 'ARRAY[1]'
            WHEN 'integer[]' THEN 'ARRAY[1]'
            WHEN 'bigint[]' THEN 'ARRAY[1]'
            ELSE '1'
          END AS value
        ) AS v
        WHERE c.relnamespace = current_schema()::text::regnamespace AND c.relkind = 'r'
        AND c.relname <> ALL ('{{others}}'::text[])
        AND (a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' OR p.is_personal)
        GROUP BY c.relname
        HAVING bool_or(p.is_personal) OR NOT {onlyPersonal}
      LOOP
        EXECUTE format('SELECT NOT EXISTS (SELECT FROM %I)', part.name) INTO is_empty;
        IF is_empty THEN
          EXECUTE format(
            'INSERT INTO %I (%s) SELECT %s FROM (%s) AS s', part.name, part.names, part.contents,
            $from${profiles}$from$);
        END IF;
      END LOOP;
    END $fill$;
    """
}
