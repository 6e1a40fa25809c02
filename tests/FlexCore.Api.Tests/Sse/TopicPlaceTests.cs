using System.Text;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Sse;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.EventTopics;
using FlexCore.Domain;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Tests.Sse;

/// <summary>Records are numbered, batches are not: wherever a client goes on, it gets the records behind its own, each once.</summary>
public sealed class TopicPlaceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task From_every_record_the_next_ones_follow(int seed)
    {
        var random = new Random(seed);
        var topics = new InMemoryEventTopics(new ManualClock());
        var records = await FillAsync(topics, random, batches: 25);
        var seek = new TopicSeek(topics);
        for (var last = 0; last <= records; last++)
        {
            var place = await seek.FindAsync(ExchangeOf($"{last}"), "orders");

            place.Record.ShouldBe(last, $"seed {seed}");
            (await ReadAsync(topics, place)).ShouldBe(Enumerable.Range(last + 1, records - last), $"seed {seed}, behind record {last}");
        }
    }

    [Theory]
    [InlineData(null, false, 30)]
    [InlineData("", false, 30)]
    [InlineData(null, true, 0)]
    [InlineData("", true, 0)]
    [InlineData("0", false, 0)]
    [InlineData("30", true, 30)]
    [InlineData("007", true, 7)]
    public async Task Without_a_last_record_a_client_begins_where_it_says(string? lastEventId, bool fromStart, long record)
    {
        var topics = new InMemoryEventTopics(new ManualClock());
        await AppendAsync(topics, 1, 30);

        (await new TopicSeek(topics).FindAsync(ExchangeOf(lastEventId), "orders", fromStart)).Record.ShouldBe(record);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.0")]
    [InlineData("1e1")]
    [InlineData("0x1")]
    [InlineData(" 1")]
    [InlineData("one")]
    [InlineData("1,2")]
    [InlineData("9223372036854775808")]
    [InlineData("31")]
    [InlineData("9223372036854775807")]
    public async Task A_last_record_that_cannot_be_is_refused(string lastEventId)
    {
        var topics = new InMemoryEventTopics(new ManualClock());
        await AppendAsync(topics, 1, 30);

        var problem = (await Should.ThrowAsync<ProblemException>(() => new TopicSeek(topics).FindAsync(ExchangeOf(lastEventId), "orders"))).Problem;

        (problem.Code, problem.Field).ShouldBe(("bad-cursor", "Last-Event-ID"));
        problem.Detail.ShouldContain($"The Last-Event-ID {(problem.Detail.Contains("ahead", StringComparison.Ordinal) ? lastEventId : $"'{lastEventId}'")} is ");
    }

    [Fact]
    public async Task The_place_in_a_long_topic_is_found_by_halving()
    {
        var topics = new SpyReads(new InMemoryEventTopics(new ManualClock()));
        for (var i = 0; i < 1_000; i++)
        {
            await AppendAsync(topics, (i * 3) + 1, 3);
        }

        (await new TopicSeek(topics).FindAsync(ExchangeOf("1500"), "orders")).Position.ShouldBe(500);

        topics.Reads.ShouldBeInRange(1, 11, "a thousand batches need ten questions");
    }

    /// <summary>The route beside an oracle of one line: records are cut out of all records by number.</summary>
    [Fact]
    public async Task Any_part_of_a_topic_is_read_by_record_number()
    {
        const int seed = 5;
        var random = new Random(seed);
        await using var host = await ApiHost.StartAsync(options => options.PageSizeMax = 40);
        var records = await FillAsync(host.Parts.Topics, random, batches: 30);
        for (var round = 0; round < 100; round++)
        {
            var after = random.Next(records + 3);
            var limit = random.Next(1, 41);
            using var response = await host.SendAsync("GET", $"/api/v1/topics/orders/records?after={after}&limit={limit}");
            var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

            var expected = Enumerable.Range(1, records).Skip(after).Take(limit).Select(record => $$"""{"record":{{record}},"at":"2026-01-01T00:00:00+00:00","value":{{record}}}""");
            lines.ShouldBe(expected, $"seed {seed}: {limit} records behind {after} of {records}");
        }
    }

    private static async Task<int> FillAsync(IEventTopics topics, Random random, int batches)
    {
        var records = 0;
        for (var batch = 0; batch < batches; batch++)
        {
            var count = random.Next(1, 8);
            await AppendAsync(topics, records + 1, count);
            records += count;
        }

        return records;
    }

    private static async Task AppendAsync(IEventTopics topics, int first, int count) => await topics.AppendAsync(
        new EventTopicAppend(SecurityContext.Development, "orders", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(first, count).Select(number => $"{number}\n"))), count, "c"));

    private static async Task<List<int>> ReadAsync(InMemoryEventTopics topics, TopicPlace place)
    {
        var read = new List<int>();
        var position = place.Position;
        while (await topics.ReadAsync(SecurityContext.Development, "orders", position) is { } batch)
        {
            var numbers = Encoding.UTF8.GetString(batch.Lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, System.Globalization.CultureInfo.InvariantCulture));
            read.AddRange(numbers.Where(number => number > place.Record));
            position = batch.Position;
        }

        return read;
    }

    private static ApiExchange ExchangeOf(string? lastEventId)
    {
        var http = new DefaultHttpContext();
        if (lastEventId is not null)
        {
            http.Request.Headers["Last-Event-ID"] = lastEventId;
        }

        return new ApiExchange(http, SecurityContext.Development, AnswerStyle.Problem);
    }

    private sealed class SpyReads(IEventTopics topics) : IEventTopics
    {
        public int Reads { get; private set; }

        public ValueTask<EventTopicReply> AppendAsync(EventTopicAppend append, CancellationToken cancellationToken = default) => topics.AppendAsync(append, cancellationToken);

        public ValueTask<EventTopicBatch?> ReadAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default)
        {
            Reads++;
            return topics.ReadAsync(security, topic, after, cancellationToken);
        }

        public IAsyncEnumerable<EventTopicBatch> SubscribeAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default) =>
            topics.SubscribeAsync(security, topic, after, cancellationToken);

        public ValueTask<EventTopicEnd> GetEndAsync(SecurityContext security, string topic, string? producer = null, CancellationToken cancellationToken = default) =>
            topics.GetEndAsync(security, topic, producer, cancellationToken);
    }
}
