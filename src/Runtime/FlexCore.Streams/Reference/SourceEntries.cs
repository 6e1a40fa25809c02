using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Reference;

/// <summary>The sources.</summary>
internal static class SourceEntries
{
    private static readonly ReferenceKey Framing = new("framing", "`lines`, or `csv`: a line end inside double quotes belongs to the record", "by the parse step", KeyType.Choice<Framing>());
    private static readonly ReferenceKey Compression = new("compression", "`auto` (gzip by its magic bytes), `none` or `gzip`", "`auto`", KeyType.Choice<Compression>());

    /// <summary>All sources.</summary>
    public static IReadOnlyList<ReferenceEntry> All { get; } =
    [
        new(
            "file",
            "Reads files one after the other, in the order given; those of a pattern in the order of their names.",
            "the file source",
            [new("path", "a path, a glob pattern, or a list of them; relative to the pipeline file", ReferenceKey.Required, KeyType.Paths), Framing, Compression],
            ["file: access.log", "file: { path: [\"logs/*.log.gz\", extra.log], framing: lines, compression: auto }"])
        {
            Short = KeyType.Paths,
        },
        new(
            "stdin",
            "Reads standard input. It cannot be read again, so a run that was stopped resumes only if the same input is given again.",
            "the stdin source",
            [Framing, Compression],
            ["stdin: {}"])
        {
            Short = KeyType.Nothing,
        },
    ];
}
