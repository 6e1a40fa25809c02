using System.Text;
using FlexCore.Domain.EventTopics;
using FlexCore.Domain.Tests.Deciders;
using static FlexCore.Domain.EventTopics.EventTopicCommand;

namespace FlexCore.Domain.Tests.EventTopics;

public sealed class EventTopicDeciderTests
{
    private static readonly CommandContext Me = Contexts.Of("acme");
    private readonly EventTopicDecider _decider = new();
    private readonly ContextPage _page = new("EventTopics");

    [Fact]
    public void The_first_append_creates_the_topic()
    {
        var events = Accepted(_decider.Initial, Lines("1\n2\n", 2));

        events[0].ShouldBe(new EventTopicEvent.Created(Me.Security.Tenant, Me.Security.Principal));
        events[1].ShouldBe(new EventTopicEvent.RecordsAppended(1, 0, 2, Bytes("1\n2\n"), null));
        events.Count.ShouldBe(2);
    }

    [Fact]
    public void A_large_append_is_cut_between_records_into_events_of_bounded_size()
    {
        var line = "\"" + new string('x', 100_000) + "\"\n";
        var events = Accepted(After(Lines("0\n", 1)), Lines(string.Concat(Enumerable.Repeat(line, 7)), 7, new ProducerRow("p", 1)))
            .Cast<EventTopicEvent.RecordsAppended>().ToList();

        events.Select(part => part.Count).ShouldBe([2, 2, 2, 1]);
        events.ShouldAllBe(part => part.Lines.Length <= EventTopicLimits.EventBytesMax);
        events.Select(part => part.Producer?.Row).ShouldBe([2, 4, 6, 7]);
        events.Sum(part => part.Lines.Length).ShouldBe(7 * line.Length);
    }

    [Fact]
    public void A_record_larger_than_an_event_is_an_event_of_its_own()
    {
        var line = "\"" + new string('x', EventTopicLimits.EventBytesMax) + "\"\n";

        var events = Accepted(After(Lines("0\n", 1)), Lines("1\n" + line + "2\n", 3)).Cast<EventTopicEvent.RecordsAppended>();

        events.Select(part => part.Count).ShouldBe([1, 1, 1]);
    }

    [Theory]
    [InlineData("", 0, "bad-records")]
    [InlineData("", 1, "bad-records")]
    [InlineData("1", 1, "bad-records")]
    [InlineData("1\n\n2\n", 3, "bad-records")]
    [InlineData("1\n2\n", 1, "bad-records")]
    [InlineData("1\n2\n", 3, "bad-records")]
    [InlineData("1\n", -1, "bad-records")]
    [InlineData("1\n", 1_000_001, "append-too-large")]
    public void Records_that_are_no_lines_are_refused(string lines, int count, string code) => Refused(Lines(lines, count)).Code.ShouldBe(code);

    [Fact]
    public void Records_and_appends_beyond_their_bound_are_refused_with_the_bound()
    {
        var record = new byte[EventTopicLimits.RecordBytesMax + 2];
        record[^1] = (byte)'\n';
        var refusal = Refused(new Append(Me, record, 1));
        refusal.Code.ShouldBe("record-too-large");
        refusal.Message.ShouldContain($"{EventTopicLimits.RecordBytesMax}");

        Refused(new Append(Me, new byte[EventTopicLimits.AppendBytesMax + 1], 1)).Code.ShouldBe("append-too-large");
    }

    [Theory]
    [InlineData("p", 2, "rows-missing")]
    [InlineData("p", 0, "bad-producer")]
    [InlineData("", 1, "bad-producer")]
    [InlineData("a/b", 1, "bad-producer")]
    public void Rows_that_cannot_be_numbered_are_refused(string producer, long row, string code) =>
        Refused(Lines("1\n", 1, new ProducerRow(producer, row))).Code.ShouldBe(code);

    [Fact]
    public void The_number_of_producers_is_bounded()
    {
        ValueList<ProducerRow> full = [.. Enumerable.Range(0, EventTopicLimits.ProducersMax).Select(i => new ProducerRow($"p{i}", 1))];
        var state = new EventTopicState(true, Me.Security.Tenant, "user:ana", 1, 2, full);

        _decider.Decide(state, Lines("1\n", 1, new ProducerRow("one-more", 1))).Refusal.ShouldNotBeNull().Code.ShouldBe("too-many-producers");
        _decider.Decide(state, Lines("1\n", 1, new ProducerRow("p7", 2))).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Rows_that_are_in_the_topic_are_left_out()
    {
        var state = After(Lines("1\n2\n3\n", 3, new ProducerRow("p", 1)));

        Accepted(state, Lines("2\n3\n4\n", 3, new ProducerRow("p", 2)))
            .ShouldBe([new EventTopicEvent.RecordsAppended(4, 6, 1, Bytes("4\n"), new ProducerRow("p", 4))]);
        _decider.Decide(state, Lines("1\n2\n", 2, new ProducerRow("p", 1))).ShouldBe(Decision<EventTopicEvent>.Nothing);
    }

    [Fact]
    public void Another_tenant_is_refused_without_the_owner_s_name()
    {
        var refusal = _decider.Decide(After(Lines("1\n", 1)), new Append(Contexts.Of("other"), Bytes("2\n"), 1)).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("wrong-tenant");
        refusal.Message.ShouldNotContain("acme");
    }

    [Fact]
    public void A_contradictory_history_is_refused()
    {
        var state = After(Lines("1\n", 1));
        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(state, new EventTopicEvent.Created(Me.Security.Tenant, "x")));
        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(state, new EventTopicEvent.RecordsAppended(1, 2, 1, Bytes("1\n"), null)));
        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(state, new EventTopicEvent.RecordsAppended(2, 0, 1, Bytes("1\n"), null)));
        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(_decider.Initial, new EventTopicEvent.RecordsAppended(1, 0, 1, Bytes("1\n"), null)));
    }

    [Fact]
    public void The_page_lists_every_refusal_code() => _page.RefusalCodes.ShouldBe(_page.RefusalCodesInSource);

    private EventTopicState After(Append command) => DeciderHistory.Fold(_decider, _decider.Initial, Accepted(_decider.Initial, command));

    private IReadOnlyList<EventTopicEvent> Accepted(EventTopicState state, Append command)
    {
        var decision = _decider.Decide(state, command);
        decision.Refusal.ShouldBeNull();
        return decision.Events;
    }

    private Refusal Refused(Append command) => _decider.Decide(_decider.Initial, command).Refusal.ShouldNotBeNull();

    private static Append Lines(string lines, int count, ProducerRow? producer = null) => new(Me, Bytes(lines), count, producer);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
