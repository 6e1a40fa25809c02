using FlexCore.Domain.Retention;

namespace FlexCore.Domain.Tests.Retention;

public sealed class RetentionDeciderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CommandContext Context = new(new SecurityContext(new TenantId("acme"), "user:ana"), Noon, "corr");
    private readonly RetentionDecider _decider = new();

    [Fact]
    public void A_policy_is_set_replaced_and_cleared()
    {
        var state = Run(RetentionState.Empty, Set("stream", "orders-*", TimeSpan.FromDays(90), null));
        state = Run(state, Set("stream", "carts", null, 10));
        state = Run(state, Set("stream", "orders-*", TimeSpan.FromDays(30), 5));
        state.Policies.ShouldBe([new KeepPolicy("stream", "carts", null, 10, Noon), new KeepPolicy("stream", "orders-*", TimeSpan.FromDays(30), 5, Noon)]);

        _decider.Decide(state, Set("stream", "carts", null, 10)).Events.Count.ShouldBe(0, "it says that already");
        state = Run(state, new RetentionCommand.Clear(Context, "stream", "carts"));
        state.Find("stream", "carts").ShouldBeNull();
        _decider.Decide(state, new RetentionCommand.Clear(Context, "stream", "carts")).Refusal?.Code.ShouldBe("policy-not-found");
    }

    [Theory]
    [InlineData("pipeline", "x", 1, null, "not-retained")]
    [InlineData("stream", "", 1, null, "bad-name")]
    [InlineData("stream", "a b", 1, null, "bad-name")]
    [InlineData("stream", "x", 0, null, "bad-policy")]
    [InlineData("stream", "x", 100_001, null, "bad-policy")]
    [InlineData("stream", "x", null, 0L, "bad-policy")]
    public void What_means_nothing_is_refused(string kind, string pattern, int? days, long? count, string code) =>
        _decider.Decide(RetentionState.Empty, Set(kind, pattern, days is { } age ? TimeSpan.FromDays(age) : null, count)).Refusal?.Code.ShouldBe(code);

    [Fact]
    public void Their_number_is_bounded_and_a_known_one_can_still_be_changed()
    {
        var full = new RetentionState([.. Enumerable.Range(0, KeepLimits.PoliciesMax).Select(i => new KeepPolicy("stream", $"s-{i:0000}", null, 1, Noon))]);
        _decider.Decide(full, Set("stream", "one-more", null, 1)).Refusal?.Code.ShouldBe("too-many-policies");
        _decider.Decide(full, Set("stream", "s-0500", null, 2)).Events.Count.ShouldBe(1);
    }

    [Fact]
    public void Nobody_without_a_name_changes_anything() =>
        _decider.Decide(RetentionState.Empty, new RetentionCommand.Set(Context with { Security = new SecurityContext(new TenantId("acme"), " ") }, "stream", "x", null, 1)).Refusal?.Code.ShouldBe("no-principal");

    private static RetentionCommand.Set Set(string kind, string pattern, TimeSpan? age, long? count) => new(Context, kind, pattern, age, count);

    private RetentionState Run(RetentionState state, RetentionCommand command)
    {
        var decision = _decider.Decide(state, command);
        decision.Refusal.ShouldBeNull();
        return decision.Events.Aggregate(state, _decider.Evolve);
    }
}
