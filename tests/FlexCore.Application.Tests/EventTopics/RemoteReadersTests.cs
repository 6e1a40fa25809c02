using System.Text;
using FlexCore.Application.EventTopics;
using FlexCore.Domain;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.EventTopics;

public sealed class RemoteReadersTests
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(10);
    private static readonly Guid One = Guid.Parse("11111111-1111-1111-1111-111111111111");
    private static readonly Guid Two = Guid.Parse("22222222-2222-2222-2222-222222222222");
    private readonly ManualClock _clock = new();
    private readonly RemoteReaders _readers;

    public RemoteReadersTests() => _readers = new RemoteReaders(Life, _clock);

    [Fact]
    public void The_slowest_reader_of_any_node_counts()
    {
        Unread(100).ShouldBe(0, "nobody reads");
        _readers.Note(One, TenantId.Default, "orders", 90);
        _readers.Note(Two, TenantId.Default, "orders", 40);
        _readers.Note(Two, TenantId.Default, "other", 0);

        Unread(100).ShouldBe(60);
        Unread(30).ShouldBe(0, "what is behind a place is never below zero");
        _readers.Note(Two, TenantId.Default, "orders", 95);
        Unread(100).ShouldBe(10);
        _readers.UnreadBytes(new TenantId("b"), "orders", 100).ShouldBe(0, "topics of another tenant are other topics");
    }

    [Fact]
    public void A_node_that_has_no_reader_left_or_says_nothing_more_does_not_count()
    {
        _readers.Note(One, TenantId.Default, "orders", 90);
        _readers.Note(Two, TenantId.Default, "orders", 40);
        _readers.Note(Two, TenantId.Default, "orders", null);
        Unread(100).ShouldBe(10);

        _clock.Advance(Life);
        Unread(100).ShouldBe(10, "exactly so long it counts");
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Unread(100).ShouldBe(0);
        _readers.Count.ShouldBe(1);
        _readers.Sweep();
        _readers.Count.ShouldBe(0);
    }

    [Fact]
    public void A_sweep_keeps_who_still_speaks()
    {
        _readers.Note(One, TenantId.Default, "orders", 0);
        _clock.Advance(Life);
        _readers.Note(Two, TenantId.Default, "orders", 70);
        _clock.Advance(TimeSpan.FromSeconds(1));

        _readers.Sweep();

        (_readers.Count, Unread(100)).ShouldBe((1, 30));
    }

    [Fact]
    public void No_more_topics_than_the_bound_are_remembered()
    {
        for (var i = 0; i <= RemoteReaders.TopicsMax; i++)
        {
            _readers.Note(One, TenantId.Default, $"t{i}", 0);
        }

        _readers.Count.ShouldBe(RemoteReaders.TopicsMax);
        _readers.Note(One, TenantId.Default, "t0", 5);
        _readers.UnreadBytes(TenantId.Default, "t0", 9).ShouldBe(4, "those that are known go on");
    }

    [Fact]
    public void A_report_says_what_it_said_and_nonsense_says_nothing()
    {
        var report = new ReaderReport(One, [(TenantId.Default, "orders", 7), (new TenantId("b"), "rows:1", null)]);

        var read = ReaderReport.TryDecode(report.Encode()).ShouldNotBeNull();

        (read.Node, read.Readers.SequenceEqual(report.Readers)).ShouldBe((One, true));
        foreach (var text in new[] { "", "{}", "[]", "{\"node\":1}", $"{{\"node\":\"{One}\"}}", $"{{\"node\":\"{One}\",\"readers\":[[]]}}", $"{{\"node\":\"{One}\",\"readers\":[[\"/\",\"x\",1]]}}", $"{{\"node\":\"{One}\",\"readers\":[[\"a\",\"x\",\"y\"]]}}" })
        {
            ReaderReport.TryDecode(Encoding.UTF8.GetBytes(text)).ShouldBeNull(text);
        }
    }

    private long Unread(long end) => _readers.UnreadBytes(TenantId.Default, "orders", end);
}
