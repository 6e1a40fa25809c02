using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Reference;

/// <summary>The generator.</summary>
internal static class GenerateEntry
{
    /// <summary>The source.</summary>
    public static ReferenceEntry Entry { get; } = new(
        "generate",
        "Makes records from expressions over `n` (1, 2, 3…), `time` (ms since the epoch: `start`, and 1/`rate` seconds more for each record, 1 ms without a rate) and `random`, `random2`, `random3` "
        + "(from 0 to below 1, different for each record and field). Record n depends on the pipeline and n only. Exactly once on resume.",
        "the generate source",
        [
            new("fields", "the fields and their expressions", ReferenceKey.Required, KeyType.Expressions),
            new("rate", "records a second, above 0; fractions are allowed", "as many as the steps take", KeyType.Number(0, PipelineLimits.MaxRate)),
            new("count", "how many records there are", "no end", KeyType.Count(0, GenerateSourceReader.MaxNumber)),
            new("seed", "chooses the random numbers: the same seed gives the same records", "`1`", KeyType.Count(0, GenerateSourceReader.MaxNumber)),
            new("start", "the `time` of the first record, ISO 8601", $"`{GenerateSourceDefinition.DefaultStart}`", KeyType.Text),
        ],
        [
            "generate: { rate: 100, fields: { id: n, at: \"formatTime(time)\", sensor: \"`s${Math.floor(random * 5)}`\", value: 20 + random2 * 3 } }",
            "generate: { count: 1000, seed: 7, fields: { n: n } }",
        ]);
}
