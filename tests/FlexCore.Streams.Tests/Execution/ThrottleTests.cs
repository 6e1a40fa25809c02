using System.Globalization;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;

namespace FlexCore.Streams.Tests.Execution;

public sealed class ThrottleTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly Probe<DateTimeOffset> _writes = new();
    private readonly FlakySink _sink = new();
    private readonly PipelineHarness _harness;

    public ThrottleTests()
    {
        _harness = new PipelineHarness { Clock = _clock, CheckpointInterval = TimeSpan.FromHours(1) };
        _sink.OnWrite = () => _writes.Add(_clock.GetUtcNow());
        _harness.SinkFactories.Add(_sink);
        _harness.Folder.Write("in.ndjson", string.Concat(Enumerable.Range(1, 50).Select(n => $"{{\"n\":{n}}}\n")));
    }

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("100/s", 10, 100)]
    [InlineData("20/s", 2, 100)]
    [InlineData("5", 1, 200)]
    [InlineData("60/m", 1, 1000)]
    public async Task Records_pass_in_portions_of_a_tenth_of_a_second_at_the_rate(string rate, int portion, int milliseconds)
    {
        var start = _clock.GetUtcNow();
        await using var run = await _harness.StartAsync(_harness.Graph(Yaml(rate)));
        for (var i = 0; i < 4; i++)
        {
            (await _writes.NextAsync($"portion {i}")).ShouldBe(start + (i * TimeSpan.FromMilliseconds(milliseconds)));
            await _clock.WhenTimersArmedAsync(1);
            run.Progress.RecordsIn.ShouldBeInRange(i * portion, (i + 1) * portion);
            _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        }
    }

    [Fact]
    public async Task A_drain_does_not_wait_and_loses_nothing()
    {
        await using var run = await _harness.StartAsync(_harness.Graph(Yaml("1/h")));
        await _writes.NextAsync("the first record");
        await _clock.WhenTimersArmedAsync(1);

        await run.DrainAsync().WaitAsync(TimeSpan.FromSeconds(30));

        var drained = run.Progress.RecordsIn;
        await using var rest = await _harness.StartAsync(_harness.Graph(Yaml("10000000/s")), await _harness.Checkpoints.LoadAsync(PipelineHarness.Stream));
        await rest.Completion.WaitAsync(TimeSpan.FromSeconds(30));

        drained.ShouldBeGreaterThanOrEqualTo(1);
        _sink.Rows.ShouldBe(Enumerable.Range(1, 50).Select(n => n.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task An_abort_ends_the_wait()
    {
        await using var run = await _harness.StartAsync(_harness.Graph(Yaml("1/h")));
        await _writes.NextAsync("the first record");
        await _clock.WhenTimersArmedAsync(1);

        await run.AbortAsync().WaitAsync(TimeSpan.FromSeconds(30));

        run.Completion.IsCanceled.ShouldBeTrue();
    }

    [Theory]
    [InlineData("0/s")]
    [InlineData("-5/s")]
    [InlineData("10/d")]
    [InlineData("fast")]
    [InlineData("10000001/s")]
    [InlineData("1e3/s")]
    public void A_wrong_rate_is_explained(string rate)
    {
        var result = FlexCore.Streams.Definition.Loading.PipelineLoader.Load(Yaml(rate));

        result.Diagnostics.Single().Message.ShouldBe($"'{rate}' is not a rate.");
    }

    [Fact]
    public void A_wrong_rate_from_code_is_explained()
    {
        var definition = FlexCore.Streams.Building.Pipeline.Named("a").Throttle(double.NaN).To(FlexCore.Streams.Building.Sink.Stdout()).Build();

        _harness.Compile(definition).Diagnostics.Single().Message.ShouldBe("A throttle lets from more than 0 to 10,000,000 records a second pass, not NaN.");
    }

    private static string Yaml(string rate) => $$"""
        { name: slow, source: { file: in.ndjson }, steps: [ { parse: json }, { throttle: { rate: {{rate}} } }, { filter: n > 0 } ], sink: { sqlite: { path: a, table: b } } }
        """;
}
