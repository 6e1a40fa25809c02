using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Tests.Deciders;
using static FlexCore.Domain.DataStreams.DataStreamCommand;

namespace FlexCore.Domain.Tests.DataStreams;

public sealed class DataStreamPageTests
{
    private readonly ContextPage _page = new("DataStreams");

    [Fact]
    public void The_state_diagram_shows_exactly_what_the_decider_does()
    {
        var me = Contexts.Of("acme");
        var zero = StreamCounters.Zero;
        var alphabet = new List<DataStreamCommand>
        {
            new Define(me, "clicks", new DataStreamDefinition("{}", "{}", "{}", "{}", "f1")),
            new Define(me, "clicks", new DataStreamDefinition("{}", "{}", "{}", "{}", "f2")),
        };
        foreach (var run in (string[])["r1", "r2"])
        {
            alphabet.AddRange([new Start(me, run, StartMode.Fresh), new Start(me, run, StartMode.Resume)]);
            foreach (var attempt in (int[])[1, 2])
            {
                alphabet.AddRange(
                [
                    new RecordCheckpoint(me, run, attempt, new RecordedCheckpoint(1, zero, "")), new Stop(me, run, attempt, zero, ""),
                    new Complete(me, run, attempt, zero), new Fail(me, run, attempt, "x"),
                ]);
            }
        }

        Transitions.Explore(
                new DataStreamDecider(),
                alphabet,
                state => state.Status.ToString(),
                state => (state.Status, state.Definition?.Fingerprint, state.Run?.Id, Math.Min(state.Run?.Attempt ?? 0, 3), state.Run?.Checkpoint))
            .ShouldBe(_page.Transitions);
    }

    [Fact]
    public void The_page_lists_every_refusal_code()
    {
        _page.RefusalCodes.ShouldBe(_page.RefusalCodesInSource);
    }
}
