using FlexCore.Domain.DataSubjects;

namespace FlexCore.Domain.Tests.DataSubjects;

public sealed class DataSubjectDeciderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CommandContext Context = new(new SecurityContext(new TenantId("acme"), "user:ana"), Noon, "corr");
    private readonly DataSubjectDecider _decider = new();

    [Fact]
    public void Being_forgotten_is_recorded_once()
    {
        var command = new DataSubjectCommand.RecordForgotten(Context, Noon, "asked by mail");
        var events = _decider.Decide(_decider.Initial, command).Events;
        events.ShouldBe([new DataSubjectEvent.Forgotten(Noon, "asked by mail")]);

        var state = events.Aggregate(_decider.Initial, _decider.Evolve);
        state.ForgottenAt.ShouldBe(Noon);
        var again = _decider.Decide(state, command with { At = Noon.AddDays(1) });
        (again.Events.Count, again.Refusal).ShouldBe((0, null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public void A_reason_has_its_bounds(int length) =>
        _decider.Decide(_decider.Initial, new DataSubjectCommand.RecordForgotten(Context, Noon, new string('x', length))).Refusal?.Code.ShouldBe("bad-text");

    [Fact]
    public void Nobody_without_a_name_records_anything() =>
        _decider.Decide(_decider.Initial, new DataSubjectCommand.RecordForgotten(Context with { Security = new SecurityContext(new TenantId("acme"), " ") }, Noon, null)).Refusal?.Code.ShouldBe("no-principal");
}
