using FlexCore.Streams.Definition;
using FlexCore.Streams.Lookups;
using FlexCore.Streams.Schemas;

namespace FlexCore.Streams.Reference;

/// <summary>The steps that multiply, thin out, check and enrich records.</summary>
internal static class RecordStepEntries
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ReferenceEntry> All { get; } =
    [
        new(
            "explode",
            FormattableString.Invariant($"Makes one record of each item of a list; the other fields stay. A record without items (null, missing, empty) is dropped unless `keepEmpty` says otherwise. A value that is no list, and a list of more than {PipelineLimits.MaxFanOut:N0} items, fails the record."),
            "the explode step",
            [
                new("field", "the list: a field, whose place the item takes, or another expression, together with `as`", ReferenceKey.Required, KeyType.Expression),
                new("as", "the field that takes the item", "the list's own", KeyType.Field),
                new("index", "a field that takes the item's index, from 0", "none", KeyType.Field),
                new("keepEmpty", "whether a record without items goes on, with null as its item and index", "`false`", KeyType.Flag),
            ],
            ["explode: path", "explode: { field: \"path.split('/')\", as: part, index: depth, keepEmpty: true }"])
        {
            Short = KeyType.Expression,
        },
        new(
            "sample",
            "Keeps a part of the records. With `every` it is the first of every so many. With `rate` it is all records of a share of the keys, chosen by a hash that is the same on every machine: the same seed keeps the same keys.",
            "the sample step",
            [
                new("every", FormattableString.Invariant($"from 1 to {PipelineLimits.MaxSampleEvery:N0}"), "this or `rate`", KeyType.Count(1, PipelineLimits.MaxSampleEvery)),
                new("rate", "the share of keys to keep, above 0 and at most 1", "this or `every`", KeyType.Number(0, 1)),
                new("by", "rate: the key; `$` is the whole record", "required for rate", KeyType.Expression),
                new("seed", "rate: chooses among the possible samples", "`0`", KeyType.Count(0, int.MaxValue)),
            ],
            ["sample: { every: 100 }", "sample: { rate: 0.01, by: host, seed: 7 }"]),
        new(
            "lookup",
            FormattableString.Invariant($"Adds fields from a table, found by a key: a CSV file with a header, an NDJSON file, or a table of SQLite. The table is read once, when the run starts, and kept in memory: at most {LookupRows.MaxRows:N0} rows and {LookupRows.MaxBytes >> 20} MiB, each key once. ")
            + "A key that is a whole number is the same as number and as text. The content of the columns used is part of the checkpoint: an interrupted run refuses to go on with a table that has changed. "
            + "With `refresh` the run takes the changed table, at the latest after that time and whenever it starts or goes on; a table that cannot be read then is reported in the log and the old one stays, so replace a file by renaming. "
            + "What comes out then depends on when the table was read, too: around the change neighbouring records may come from either table, and records since the last checkpoint that are processed again after a crash may come out differently. "
            + "So a file still has each record once, but tables, topics and HTTP endpoints get what comes again a second time (at least once), as behind `poll`.",
            "the lookup step",
            [
                new("file", "a CSV or NDJSON file, relative to the pipeline file", "this or `sqlite`", KeyType.Path),
                new("sqlite", "a table or view of a database", "this or `file`", KeyType.Object("the lookup's sqlite", [new("path", "the database file", ReferenceKey.Required, KeyType.Path), new("table", "the table or view", ReferenceKey.Required, KeyType.Text)])),
                new("format", "file: `csv` or `ndjson`", "by the file's name", KeyType.Choice<RecordFormat>()),
                new("types", "csv: columns that are not text: `number` or `boolean`", "text", KeyType.Mapping("columns: types", KeyType.Choice<FieldKind>())),
                new("key", "a name that is both a field of the record and a column of the table, or `{ column: expression }`; several make one key", ReferenceKey.Required, KeyType.KeyParts),
                new("fields", "the columns to add, or `{ field: column }`; a field that exists is replaced", ReferenceKey.Required, KeyType.Either(KeyType.Fields, KeyType.Names)),
                new("prefix", "what the names of all new fields begin with", "nothing", KeyType.Text),
                new("missing", "a record whose key is not in the table, or null: `null` sets the fields to null, `drop` drops the record, `fail` fails it", "`null`", KeyType.Either(KeyType.Nothing, KeyType.Choice<LookupMissing>())),
                new("refresh", "how often to look whether the table has changed, from 1s to 1d; sinks that cannot take back what they wrote are then at least once", "never", KeyType.Duration),
            ],
            [
                "lookup: { file: hosts.csv, key: { address: host }, fields: [owner, cost], types: { cost: number }, prefix: host_, missing: fail }",
                "lookup: { sqlite: { path: shop.db, table: agents }, key: agent, fields: { agentName: name }, refresh: 1m }",
            ]),
        new(
            "validate",
            "Checks each record against a JSON Schema (draft 2020-12); a record that is not valid fails with the JSON pointer, the value and the rule. "
            + $"Rules: {string.Join(", ", SchemaKeywords.Rules.Select(keyword => $"`{keyword}`"))}; `$ref` within the schema only. Formats: {string.Join(", ", TextFormats.All.Keys.Select(format => $"`{format}`"))}, and they are checked. "
            + $"{string.Join(", ", SchemaKeywords.Annotations.Select(keyword => $"`{keyword}`"))} are for people; any other keyword is a mistake. "
            + "A schema that has only `type`, `required` and `properties` at its top reads just those fields; other rules there build the whole record. Variables are not replaced inside a schema.",
            "the validate step",
            [
                new("schema", "the schema itself", "this or `file`", KeyType.Any),
                new("file", "a JSON or YAML file with the schema; its content is part of the pipeline, so an interrupted run does not go on with a changed one", "this or `schema`", KeyType.Path),
            ],
            ["validate: { schema: { required: [status], properties: { status: { type: integer, minimum: 100, maximum: 599 }, path: { type: [string, \"null\"], maxLength: 2000 } } } }"]),
    ];
}
