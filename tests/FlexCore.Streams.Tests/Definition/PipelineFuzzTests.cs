using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Definition;

public sealed class PipelineFuzzTests
{
    private const string Sample = """
        name: fuzz
        vars: { n: 4, w: 1m }
        source: { file: { path: [a.log, "b*.gz"], compression: auto } }
        steps:
          - parse: { format: csv, header: false, columns: [t, k, v], types: { v: number } }
          - filter: v >= ${n} && k !== 'x'
          - map: { a: "`${k}-${n}`", b: "v * 2" }
            onError: skip
          - rename: { a: c }
          - omit: [b]
          - window: { tumbling: "${w}", time: t, lateness: 10s, by: [k, { h: "v > 1" }], aggregate: { n: count(), q: "quantile(v, 0.5)" } }
          - batch: { size: 10 }
        sinks: [ { file: { path: out.ndjson } }, stdout ]
        onError: deadletter
        deadLetter: { file: dead.ndjson }
        checkpoint: { every: 2s }
        partitions: 2
        """;

    private static readonly string[] Pieces =
        ["{", "}", "[", "]", ":", "-", "\n", "  ", "${", "}", "\"", "'", "&a ", "*a", "null", "~", "1e999", "\u0000", "🦊", "|", ">", "#", "!!int ", "---", "window", "parse: json", "? ", ","];

    [Fact]
    public void No_text_makes_loading_or_compiling_fail_other_than_by_diagnostics()
    {
        for (var seed = 1; seed <= 800; seed++)
        {
            var random = new Random(seed);
            var text = Mutate(Sample, random);
            try
            {
                Check(text);
            }
            catch (Exception error) when (error is not ShouldAssertException)
            {
                throw new ShouldAssertException($"seed {seed}: {error.GetType().Name} {error.Message}\n{text}", error);
            }
        }
    }

    [Fact]
    public void The_sample_itself_is_correct()
    {
        var definition = PipelineLoader.Load(Sample).Definition.ShouldNotBeNull();

        Compile(definition).Diagnostics.ShouldBeEmpty();
    }

    private static void Check(string text)
    {
        var loaded = PipelineLoader.Load(text);
        if (loaded.Definition is not { } definition)
        {
            loaded.Diagnostics.ShouldNotBeEmpty(text);
            loaded.Diagnostics.ShouldAllBe(diagnostic => diagnostic.Line > 0 && diagnostic.Column > 0);
            return;
        }

        var compiled = Compile(definition);
        (compiled.Graph is null).ShouldBe(compiled.Diagnostics.Count > 0, text);
    }

    private static CompileResult Compile(PipelineDefinition definition) =>
        PipelineCompiler.Compile(definition, new CompileOptions { BaseDirectory = "/data" });

    private static string Mutate(string text, Random random)
    {
        for (var count = 1 + random.Next(4); count > 0; count--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(8), text.Length - at);
            text = random.Next(3) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                _ => text.Insert(random.Next(text.Length), text.Substring(at, length)),
            };
        }

        return text;
    }
}
