using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Reference;

/// <summary>The steps.</summary>
internal static class StepEntries
{
    private static readonly ReferenceKey Aggregate = new("aggregate", "output fields and their aggregates, see below", ReferenceKey.Required, KeyType.Aggregates);
    private static readonly ReferenceKey By = new("by", "key parts: field names, or `{ name: expression }`", "one group over everything", KeyType.KeyParts);

    /// <summary>The keys that may stand beside a step's kind.</summary>
    public static IReadOnlyList<ReferenceKey> Companions { get; } =
    [
        new("onError", "what happens to records that this step cannot process: `fail`, `skip` or `deadletter`", "the pipeline's", KeyType.Choice<ErrorPolicy>()),
    ];

    /// <summary>All steps.</summary>
    public static IReadOnlyList<ReferenceEntry> All { get; } =
    [
        new(
            "parse",
            "Turns the source's text into fields. Only the fields that later steps or sinks read are built, but every record is checked completely: what is valid never depends on what is read. Without a parse step a record is `{ line }`.",
            "the parse step",
            [
                new("format", "`json`, `csv`, `regex`, `combined` or `common`, see below", ReferenceKey.Required, KeyType.Choice<ParseFormat>()),
                new("pattern", "regex: the expression; its named groups become fields", "required for regex", KeyType.Text),
                new("header", "csv: whether the first record of each input names the columns", "`true` unless `columns` are given", KeyType.Flag),
                new("delimiter", "csv: the character between fields", "`,`", KeyType.Text),
                new("columns", "csv: the columns in order, where no header names them", "–", KeyType.Texts),
                new("types", "csv, regex: fields that are not text: `number` or `boolean`; empty text becomes null, other text fails the record", "text", KeyType.Mapping("fields: types", KeyType.Choice<FieldKind>())),
            ],
            [
                "parse: json",
                "parse: { format: csv, delimiter: \";\", header: false, columns: [id, amount], types: { amount: number } }",
                "parse: { format: regex, pattern: \"^(?<level>[A-Z]+) (?<text>.*)$\" }",
            ])
        {
            Short = KeyType.Choice<ParseFormat>(),
        },
        new("filter", "Keeps the records for which an expression is truthy.", "", [], ["filter: status >= 400 && path.startsWith('/api/')"]) { Short = KeyType.Expression },
        new("map", "Sets fields to the values of expressions and keeps the others. All expressions see the record as it was before the step.", "", [], ["map: { path: \"url.split('?')[0]\", kb: bytes / 1024 }"]) { Short = KeyType.Expressions },
        new("select", "Keeps only the named fields, in this order.", "", [], ["select: [time, path]"]) { Short = KeyType.Fields },
        new("omit", "Removes fields.", "", [], ["omit: [agent, referer]"]) { Short = KeyType.Fields },
        new("rename", "Renames fields; a field keeps its place.", "", [], ["rename: { host: client }"]) { Short = KeyType.Names },
        new(
            "window",
            "Aggregates by key in tumbling windows of event time, aligned to the epoch. The watermark is the greatest event time so far minus the lateness; a window comes out when the watermark reaches its end. "
            + "Rows have `window` and `windowEnd` (ISO 8601), the key parts and the aggregates; windows come in the order of their start, their groups in key order, whatever the batches, partitions and restarts.",
            "the window step",
            [
                new("tumbling", "the length of a window, for example `1m`; at most 366 days", ReferenceKey.Required, KeyType.Duration),
                new("time", "an expression: milliseconds since the epoch, or ISO 8601 text (UTC without a zone); years 3 to 9998", ReferenceKey.Required, KeyType.Expression),
                new("lateness", "how far a record may lag behind the newest one and still count", "`0s`", KeyType.Duration),
                new("late", "what happens to a record whose window is closed: `drop` (counted), `deadletter` or `fail`", "`drop`", KeyType.Choice<LatePolicy>()),
                By,
                Aggregate,
            ],
            ["window: { tumbling: 1m, time: time, lateness: 10s, late: drop, by: [host], aggregate: { requests: count(), errors: count(status >= 500) } }"]),
        new(
            "group",
            "Aggregates by key over the whole input; the groups come out at its end, in key order.",
            "the group step",
            [By, Aggregate],
            ["group: { by: [method, { hour: \"Math.floor(time / 3600000)\" }], aggregate: { total: sum(bytes) } }"]),
        new(
            "batch",
            "Joins every so many records into one, with the single field `items`; the last one may hold fewer.",
            "the batch step",
            [new("size", FormattableString.Invariant($"the number of records, from 1 to {PipelineLimits.MaxBatchSize:N0}"), ReferenceKey.Required, KeyType.Count(1, PipelineLimits.MaxBatchSize))],
            ["batch: { size: 100 }"]),
    ];
}
