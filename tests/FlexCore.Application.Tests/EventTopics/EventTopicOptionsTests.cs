using FlexCore.Application.EventTopics;

namespace FlexCore.Application.Tests.EventTopics;

public sealed class EventTopicOptionsTests
{
    public static TheoryData<string, Action<EventTopicOptions>, bool> Values => new()
    {
        { "append-records-max", options => options.AppendRecordsMax = 0, false },
        { "append-records-max", options => options.AppendRecordsMax = 1_000_000, true },
        { "append-records-max", options => options.AppendRecordsMax = 1_000_001, false },
        { "append-bytes-max", options => options.AppendBytesMax = 1_023, false },
        { "append-bytes-max", options => options.AppendBytesMax = 1_024, true },
        { "append-bytes-max", options => options.AppendBytesMax = (64 * 1024 * 1024) + 1, false },
        { "backlog-bytes-max", options => options.BacklogBytesMax = -1, false },
        { "backlog-bytes-max", options => options.BacklogBytesMax = 0, true },
        { "poll-interval", options => options.PollInterval = TimeSpan.FromMilliseconds(9), false },
        { "poll-interval", options => options.PollInterval = TimeSpan.FromHours(1), true },
        { "poll-interval", options => options.PollInterval = TimeSpan.FromHours(1.01), false },
        { "reader-report-interval", options => options.ReaderReportInterval = TimeSpan.FromMilliseconds(9), false },
        { "reader-report-interval", options => options.ReaderReportInterval = TimeSpan.FromMinutes(1), true },
        { "reader-report-interval", options => options.ReaderReportInterval = TimeSpan.FromMinutes(1.01), false },
        { "recent-bytes-max", options => options.RecentBytesMax = -1, false },
        { "recent-bytes-max", options => options.RecentBytesMax = 0, true },
        { "resident-max", options => options.ResidentMax = 0, false },
        { "resident-max", options => options.ResidentMax = 1_000_001, false },
        { "idempotency-keys-max", options => options.IdempotencyKeysMax = 0, true },
        { "idempotency-keys-max", options => options.IdempotencyKeysMax = -1, false },
        { "snapshot-every", options => options.SnapshotEvery = 0, false },
        { "snapshot-every", options => options.SnapshotEvery = 1, true },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_taken_within_its_range_and_refused_outside_with_its_key(string key, Action<EventTopicOptions> set, bool valid)
    {
        var options = new EventTopicOptions();
        set(options);
        if (valid)
        {
            options.Validate();
            return;
        }

        Should.Throw<ArgumentException>(options.Validate).Message.ShouldMatch($@"^flexcore\.event-topics\.{key} is -?[0-9]+; set it to [0-9]+ to [0-9]+\.");
    }
}
