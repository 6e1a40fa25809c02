using FlexCore.Application.Retention;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Retention;

public sealed class RetentionOptionsTests
{
    [Fact]
    public void Everything_is_kept_unless_something_says_otherwise()
    {
        new RetentionOptions().IsOn.ShouldBeFalse();
        new RetentionOptions { TopicOverrides = "audit=forever" }.IsOn.ShouldBeFalse();
        new RetentionOptions { Topics = "7d" }.IsOn.ShouldBeTrue();
    }

    [Theory]
    [InlineData("acme", "clicks", 7 * 24, null)]
    [InlineData("other", "clicks", 1, 500)]
    [InlineData("acme", "audit", null, null)]
    [InlineData("acme", "else", null, 1_000)]
    public void The_closest_policy_counts(string tenant, string topic, int? hours, int? records)
    {
        var options = new RetentionOptions { Topics = "1000", TopicOverrides = "clicks = 7d; other/clicks=1h/500 ;audit=forever;" };
        options.Validate();
        options.Of(new EntityId(new TenantId(tenant), "event-topic", topic)).ShouldBe(new RetentionPolicy(hours is { } age ? TimeSpan.FromHours(age) : null, records));
    }

    [Theory]
    [InlineData("a week", "")]
    [InlineData("0", "")]
    [InlineData("7d/8d", "")]
    [InlineData("", "")]
    [InlineData("forever", "clicks")]
    [InlineData("forever", "clicks=7d;clicks=8d")]
    [InlineData("forever", "clicks=soon")]
    public void A_policy_that_is_none_is_refused_with_its_key(string topics, string overrides) =>
        Should.Throw<ArgumentException>(() => new RetentionOptions { Topics = topics, TopicOverrides = overrides }.Validate()).Message.ShouldContain("flexcore.retention.topic");

    [Fact]
    public void Bounds_are_checked()
    {
        Should.Throw<ArgumentException>(() => new RetentionOptions { BatchEvents = 1_001 }.Validate()).Message.ShouldContain("batch-events is 1001");
        Should.Throw<ArgumentException>(() => new RetentionOptions { Interval = TimeSpan.Zero }.Validate()).Message.ShouldContain("interval");
    }
}
