using FlexCore.Application.EventTopics;

namespace FlexCore.Hosting.Tests.EventTopics;

public sealed class EventTopicOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => new EventTopicOptions().Validate();

    [Fact]
    public void A_value_out_of_range_is_named_with_key_and_range()
    {
        Check(options => options.AppendRecordsMax = 0, "append-records-max is 0; set it to 1 to 1000000");
        Check(options => options.AppendBytesMax = 10, "append-bytes-max is 10");
        Check(options => options.BacklogBytesMax = -1, "backlog-bytes-max is -1");
        Check(options => options.PollInterval = TimeSpan.Zero, "poll-interval is 0");
        Check(options => options.RecentBytesMax = -1, "recent-bytes-max is -1");
        Check(options => options.ResidentMax = 0, "resident-max is 0");
        Check(options => options.IdempotencyKeysMax = -1, "idempotency-keys-max is -1");
        Check(options => options.SnapshotEvery = 0, "snapshot-every is 0");
    }

    private static void Check(Action<EventTopicOptions> change, string message)
    {
        var options = new EventTopicOptions();
        change(options);
        Should.Throw<ArgumentException>(options.Validate).Message.ShouldContain($"flexcore.event-topics.{message}");
    }
}
