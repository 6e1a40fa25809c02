using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Runs;

/// <summary>Windows and keyed operators from a file through the command line to a file.</summary>
public sealed class KeyedOperatorTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("dedupe: { by: [k] }", "{\"t\":1000,\"k\":\"a\",\"v\":1}|{\"t\":2000,\"k\":\"b\",\"v\":2}")]
    [InlineData("dedupe: { by: [k], ttl: 2s, time: t }", "{\"t\":1000,\"k\":\"a\",\"v\":1}|{\"t\":2000,\"k\":\"b\",\"v\":2}|{\"t\":5000,\"k\":\"a\",\"v\":10}")]
    [InlineData("sort: { time: t, lateness: 5s }", "{\"t\":1000,\"k\":\"a\",\"v\":1}|{\"t\":1500,\"k\":\"a\",\"v\":3}|{\"t\":2000,\"k\":\"b\",\"v\":2}|{\"t\":5000,\"k\":\"a\",\"v\":10}")]
    [InlineData("rateOfChange: { field: v, time: t, by: [k] }\n  - filter: rate != null", "{\"t\":1500,\"k\":\"a\",\"v\":3,\"rate\":4}|{\"t\":5000,\"k\":\"a\",\"v\":10,\"rate\":2}")]
    [InlineData("window: { sliding: { size: 4s, every: 2s }, time: t, lateness: 5s, aggregate: { n: count(), l: last(v) } }\n  - select: [n, l]", "{\"n\":2,\"l\":3}|{\"n\":3,\"l\":2}|{\"n\":2,\"l\":10}|{\"n\":1,\"l\":10}")]
    [InlineData("window: { session: 2s, time: t, lateness: 5s, by: [k], aggregate: { n: count(), f: first(v) } }\n  - omit: [window, windowEnd]", "{\"k\":\"a\",\"n\":2,\"f\":1}|{\"k\":\"b\",\"n\":1,\"f\":2}|{\"k\":\"a\",\"n\":1,\"f\":10}")]
    public async Task A_step_does_from_file_to_file_what_the_reference_says(string step, string expected)
    {
        _workspace.Write("in.ndjson", "{\"t\":1000,\"k\":\"a\",\"v\":1}\n{\"t\":2000,\"k\":\"b\",\"v\":2}\n{\"t\":1500,\"k\":\"a\",\"v\":3}\n{\"t\":5000,\"k\":\"a\",\"v\":10}\n");
        _workspace.Write("p.yaml", $"name: keyed\nsource: {{ file: in.ndjson }}\nsteps:\n  - parse: json\n  - {step}\nsink: {{ file: out.ndjson }}\n");

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml")).ShouldExitWith(0);

        string.Join('|', _workspace.Lines("out.ndjson")).ShouldBe(expected);
    }

    [Fact]
    public async Task A_mistake_is_shown_with_its_place_and_a_suggestion()
    {
        _workspace.Write("p.yaml", "name: keyed\nsource: stdin\nsteps:\n  - parse: json\n  - window: { sesion: 5m, time: t, aggregate: { n: count() } }\nsink: stdout\n");

        var outcome = (await FlexcoreProcess.RunAsync(_workspace.Folder, "lint", "p.yaml")).ShouldExitWith(3);

        outcome.Out.ShouldContain("p.yaml:5:15: unknown-key");
        outcome.Out.ShouldContain("Did you mean 'session'?");
    }

    public void Dispose() => _workspace.Dispose();
}
