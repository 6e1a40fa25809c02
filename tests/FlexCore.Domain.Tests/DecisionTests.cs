namespace FlexCore.Domain.Tests;

public sealed class DecisionTests
{
    [Fact]
    public void A_decision_is_events_or_a_refusal_and_never_both()
    {
        var accepted = Decision<string>.Accept("a", "b");
        accepted.Events.ShouldBe(["a", "b"]);
        accepted.Refusal.ShouldBeNull();

        var refused = Decision<string>.Refuse("too-late", "It is too late. Come earlier.");
        refused.Events.ShouldBeEmpty();
        refused.Refusal.ShouldBe(new Refusal("too-late", "It is too late. Come earlier."));
    }

    [Fact]
    public void Nothing_is_accepted_without_events()
    {
        Decision<string>.Nothing.Events.ShouldBeEmpty();
        Decision<string>.Nothing.Refusal.ShouldBeNull();
        default(Decision<string>).ShouldBe(Decision<string>.Nothing);
    }

    [Fact]
    public void The_cause_of_a_first_command_is_its_correlation()
    {
        var context = new CommandContext(SecurityContext.Development, DateTimeOffset.UnixEpoch, "c-1");

        context.CausationId.ShouldBe("c-1");
        (context with { CausationId = "e-7" }).CausationId.ShouldBe("e-7");
        context.IdempotencyKey.ShouldBeNull();
    }
}
