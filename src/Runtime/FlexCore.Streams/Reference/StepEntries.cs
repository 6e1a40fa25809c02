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
            "Aggregates by key in windows of event time: `tumbling` ones follow each other, `sliding` ones overlap, both aligned to the epoch; a `session` lasts for each key as long as its records are less than the gap apart. "
            + "The watermark is the greatest event time so far minus the lateness; a window comes out when the watermark reaches its end. Rows have `window` and `windowEnd` (ISO 8601), the key parts and the aggregates; windows come in the order of their start, "
            + "their groups in key order, whatever the batches, partitions and restarts. In sliding windows a record counts in those of its windows that are still open. A session runs from its first record to the gap behind its last one; "
            + "sessions come out in the order in which they end.",
            "the window step",
            [
                new("tumbling", "the length of a window, for example `1m`; at most 366 days", "one of these three", KeyType.Duration),
                new(
                    "sliding",
                    FormattableString.Invariant($"windows of the length `size`, one beginning `every` so often; at most {PipelineLimits.MaxPanes:N0} parts of their greatest common divisor make a window"),
                    "one of these three",
                    KeyType.Object(
                        "the sliding window",
                        [new("size", "the length of a window; at most 366 days", ReferenceKey.Required, KeyType.Duration), new("every", "the time from the start of a window to the start of the next, at most `size`", ReferenceKey.Required, KeyType.Duration)])),
                new(
                    "session",
                    "the gap: the time without a record of the key that ends a session; or a mapping with the gap and the longest duration",
                    "one of these three",
                    KeyType.Either(
                        KeyType.Duration,
                        KeyType.Object(
                            "the session window",
                            [new("gap", "the time without a record that ends a session; at most 366 days", ReferenceKey.Required, KeyType.Duration), new("maxDuration", "the longest time from a session's first to its last record; a record beyond begins another session", "`1d`", KeyType.Duration)]))),
                new("time", "an expression: milliseconds since the epoch, or ISO 8601 text (UTC without a zone); years 3 to 9998", ReferenceKey.Required, KeyType.Expression),
                new("lateness", "how far a record may lag behind the newest one and still count", "`0s`", KeyType.Duration),
                new("late", "what happens to a record whose window is closed: `drop` (counted), `deadletter` or `fail`", "`drop`", KeyType.Choice<LatePolicy>()),
                By,
                Aggregate,
            ],
            [
                "window: { tumbling: 1m, time: time, lateness: 10s, late: drop, by: [host], aggregate: { requests: count(), errors: count(status >= 500) } }",
                "window: { sliding: { size: 1h, every: 5m }, time: time, by: [host], aggregate: { requests: count(), bytes: sum(bytes) } }",
                "window: { session: 30m, time: time, by: [user], aggregate: { entry: first(path), exit: last(path), pages: count() } }",
                "window: { session: { gap: 30s, maxDuration: 12h }, time: time, lateness: 5s, by: [host], aggregate: { requests: count() } }",
            ]),
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
        new(
            "dedupe",
            "Drops records whose key was seen before, and counts them. With `ttl` a record is a duplicate when a kept record of the same key is less than that away in event time, before or after; a kept record is remembered until the "
            + "newest event time is `ttl` later. Without `ttl` a key is remembered as long as there is room. What is dropped depends on the order of the records only, not on the batches and restarts.",
            "the dedupe step",
            [
                By with { Default = ReferenceKey.Required },
                new("ttl", "for how long a kept record makes others duplicates, in event time", "as long as there is room", KeyType.Duration),
                new("time", "with `ttl`: an expression as for `window`", "required with `ttl`", KeyType.Expression),
                MaxKeys("the oldest"),
            ],
            ["dedupe: { by: [host, path], ttl: 10m, time: time }", "dedupe: { by: { id: request }, maxKeys: 1000000 }"]),
        new(
            "rateOfChange",
            "Adds the change of a number since the previous record of the same key for a unit of event time: `(number - previous) / (time - previous time) * per`. It is null for the first record of a key, for a record that is not later than "
            + "the previous one (which is left out of account), and for one whose number is null or missing.",
            "the rateOfChange step",
            [
                new("field", "a field or an expression that gives a number", ReferenceKey.Required, KeyType.Expression),
                new("time", "an expression as for `window`", ReferenceKey.Required, KeyType.Expression),
                By with { Default = "every record follows the one before" },
                new("per", "the unit of time", "`1s`", KeyType.Duration),
                new("as", "the field that takes the result", "`rate`", KeyType.Text),
                new("ttl", "how long a record is remembered, in event time: the next one after it counts as the first", "as long as there is room", KeyType.Duration),
                MaxKeys("the one with the oldest record"),
            ],
            ["rateOfChange: { field: bytes, time: time, by: [host], per: 1m, as: growth, ttl: 1h }"]),
        new(
            "sort",
            "Puts records into the order of their event time with a bounded delay: a record comes out when the watermark (the greatest event time so far minus the lateness) has passed it. With `window` the records of each window of event time, "
            + "aligned to the epoch, come out together in the order of `by`. Records that are equal in all of this keep the order of the input. Missing values come before null, booleans, numbers, text; `desc` turns that round.",
            "the sort step",
            [
                new("time", "an expression as for `window`", ReferenceKey.Required, KeyType.Expression),
                new("lateness", "how far a record may lag behind the newest one and still find its place", "`0s`", KeyType.Duration),
                new("window", "the length of the windows within which `by` decides; at most 366 days", "records of one instant", KeyType.Duration),
                new("by", "one or more expressions, each of which may end in ` asc` or ` desc`", "the order of the input", KeyType.Texts),
                new("late", "what happens to a record whose turn is over: `drop` (counted), `deadletter` or `fail`", "`drop`", KeyType.Choice<LatePolicy>()),
                new("maxRecords", FormattableString.Invariant($"the most records that are held, from 1 to {PipelineLimits.MaxSortedRecords:N0}; beyond, the run fails with `too-many-records`"), FormattableString.Invariant($"`{PipelineLimits.DefaultSortedRecords}`"), KeyType.Count(1, PipelineLimits.MaxSortedRecords)),
            ],
            ["sort: { time: time, lateness: 30s }", "sort: { time: time, window: 1m, lateness: 10s, by: [status, bytes desc], late: drop, maxRecords: 500000 }"]),
        BranchEntry.Step,
        new(
            "throttle",
            "Lets no more than so many records a second pass; the others wait, and with them everything before the step. Changes no record and no order. They come in portions of a tenth of a second; a run that is stopped waits for nothing.",
            "the throttle step",
            [new("rate", FormattableString.Invariant($"records and a unit of time: `1000/s`, `60/m`, `5/h`; a number alone is records a second; at most {PipelineLimits.MaxRate:N0}/s"), ReferenceKey.Required, KeyType.Text)],
            ["throttle: { rate: 1000/s }"]),
        .. RecordStepEntries.All,
    ];

    private static ReferenceKey MaxKeys(string which) => new(
        "maxKeys",
        FormattableString.Invariant($"the most keys that are remembered, from 1 to {PipelineLimits.MaxKeys:N0}; beyond, {which} is forgotten"),
        FormattableString.Invariant($"`{PipelineLimits.DefaultKeys}`"),
        KeyType.Count(1, PipelineLimits.MaxKeys));
}
