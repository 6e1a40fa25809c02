using FlexCore.Application.Retention;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Retention;

public sealed class RetentionOptionsTests
{
    [Fact]
    public void Everything_is_kept_unless_something_says_otherwise()
    {
        RulesOf(new RetentionOptions()).AreAny(RetainedKind.Topic).ShouldBeFalse();
        RulesOf(new RetentionOptions { TopicOverrides = "audit=forever" }).AreAny(RetainedKind.Topic).ShouldBeFalse();
        RulesOf(new RetentionOptions { Topics = "7d" }).AreAny(RetainedKind.Topic).ShouldBeTrue();
        RulesOf(new RetentionOptions { Topics = "7d" }).AreAny(RetainedKind.Stream).ShouldBeFalse();
        RulesOf(new RetentionOptions { Topics = "7d" }).Of(new EntityId(new TenantId("acme"), "pipeline", "p")).ShouldBe(RetentionPolicy.Forever);
    }

    [Theory]
    [InlineData("acme", "clicks", 7 * 24, null)]
    [InlineData("other", "clicks", 1, 500)]
    [InlineData("acme", "audit", null, null)]
    [InlineData("acme", "else", null, 1_000)]
    [InlineData("acme", "web-1", 2, null)]
    [InlineData("acme", "web-log-1", 3, null)]
    [InlineData("other", "web-log-1", 4, null)]
    public void The_closest_policy_counts(string tenant, string topic, int? hours, int? records)
    {
        var options = new RetentionOptions { Topics = "1000", TopicOverrides = "clicks = 7d; other/clicks=1h/500 ;audit=forever;web-*=2h; web-log-*=3h; other/web-*=4h;" };
        options.Validate();
        RulesOf(options).Of(new EntityId(new TenantId(tenant), "event-topic", topic)).ShouldBe(new RetentionPolicy(hours is { } age ? TimeSpan.FromHours(age) : null, records));
    }

    [Theory]
    [InlineData("event-stream", 1)]
    [InlineData("data-stream", 2)]
    [InlineData("schedule", 3)]
    public void Each_kind_has_its_own_policies(string kind, int days)
    {
        var options = new RetentionOptions { StreamOverrides = "x=1d", ExecutionOverrides = "x=2d", ScheduleOverrides = "x=3d" };
        RulesOf(options).Of(new EntityId(new TenantId("acme"), kind, "x")).Age.ShouldBe(TimeSpan.FromDays(days));
        RulesOf(options).Of(new EntityId(new TenantId("acme"), kind, "y")).ShouldBe(RetentionPolicy.Forever);
    }

    [Theory]
    [InlineData("a week", "")]
    [InlineData("0", "")]
    [InlineData("7d/8d", "")]
    [InlineData("", "")]
    [InlineData("forever", "clicks")]
    [InlineData("forever", "clicks=7d;clicks=8d")]
    [InlineData("forever", "clicks=soon")]
    [InlineData("forever", "cl?cks=7d")]
    [InlineData("forever", "a/b/c=7d")]
    [InlineData("forever", "A B/c=7d")]
    public void A_policy_that_is_none_is_refused_with_its_key(string topics, string overrides) =>
        Should.Throw<ArgumentException>(() => new RetentionOptions { Topics = topics, TopicOverrides = overrides }.Validate()).Message.ShouldContain("flexcore.retention.topic");

    [Theory]
    [InlineData("forever")]
    [InlineData("7d")]
    [InlineData("1000")]
    [InlineData("1d12h/500")]
    public void A_policy_is_written_as_it_is_read(string text) => RetentionPolicy.TryParse(text)?.ToString().ShouldBe(text);

    [Fact]
    public void Bounds_are_checked()
    {
        Should.Throw<ArgumentException>(() => new RetentionOptions { BatchEvents = 1_001 }.Validate()).Message.ShouldContain("batch-events is 1001");
        Should.Throw<ArgumentException>(() => new RetentionOptions { Interval = TimeSpan.Zero }.Validate()).Message.ShouldContain("interval");
        Should.Throw<ArgumentException>(() => new RetentionOptions { Schedules = "soon" }.Validate()).Message.ShouldContain("flexcore.retention.schedules says 'soon'");
    }

    private static RetentionRules RulesOf(RetentionOptions options) => new(options.Rules());
}
