using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Reference;

/// <summary>The sinks.</summary>
internal static class SinkEntries
{
    private static readonly ReferenceKey Format = new("format", "`ndjson`: a JSON object per line; `csv`: RFC 4180 with a header and line feeds", "`ndjson`", KeyType.Choice<RecordFormat>());

    /// <summary>All sinks.</summary>
    public static IReadOnlyList<ReferenceEntry> All { get; } =
    [
        new(
            "file",
            "Writes a file, which appears under its name when the run is complete. A resumed run goes on at its checkpoint, so the file is the same as without the stop. With `mode: append`, and for a source without an end, rows are added to the file as they come: "
            + "those of a source without an end are visible after each block of records, others every 256 KiB and at each checkpoint; a resumed run takes back what a crash left behind the last checkpoint and writes it again. While such a run is unfinished, `NAME.appending` lies beside the file.",
            "the file sink",
            [
                new("path", "the file; relative to the pipeline file", ReferenceKey.Required, KeyType.Path),
                Format,
                new("mode", "`replace`: complete under its name at the end, in place of an older file; `append`: added to the file as rows come", "`replace`; `append` for a source without an end", KeyType.Choice<FileSinkMode>()),
            ],
            ["file: { path: out/result.ndjson, format: ndjson }", "file: { path: out/alerts.ndjson, mode: append }"])
        {
            Short = KeyType.Path,
        },
        new("stdout", "Writes to standard output. A resumed run may write records again that an earlier one has written.", "the stdout sink", [Format], ["stdout: { format: csv }"])
        {
            Short = KeyType.Nothing,
        },
        new(
            "sqlite",
            "Writes rows into a SQLite table, which is made if it is missing. Rows and checkpoint are one transaction, so a resumed run writes nothing twice.",
            "the sqlite sink",
            [
                new("path", "the database file", ReferenceKey.Required, KeyType.Path),
                new("table", "the table", ReferenceKey.Required, KeyType.Text),
                new("mode", "`append`, or `upsert`: a record replaces the row with the same key", "`append`", KeyType.Choice<TableMode>()),
                new("key", "upsert: the columns that identify a row", "–", KeyType.Texts),
            ],
            ["sqlite: { path: result.db, table: per_minute, mode: upsert, key: [host] }"]),
        HttpSinkEntry.Entry,
        new(
            "topic",
            "Appends rows to a durable event topic. Exactly once: the topic leaves out rows that come again after a crash. Behind a `poll` source, whose records may change, at least once.",
            string.Empty,
            [],
            ["topic: alerts"])
        {
            Short = KeyType.Text,
        },
    ];
}
