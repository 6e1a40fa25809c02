using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using FlexCore.Chaos.Tests.History;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>
/// Writers that race for the versions of streams of events, one that follows the feed by its cursor, and one that looks in the index for what was just acknowledged. Of two
/// appends that expect one version one wins; the feed has every event once and in order; the index has every event once.
/// </summary>
internal sealed class EventLoad : ClientLoad
{
    private const int Streams = 2;
    private const int WritersPerStream = 2;
    private const int TagEvery = 20;
    private const int PairEvery = 3;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(200);

    private readonly VersionedAppends[] _appends = [.. Enumerable.Range(0, Streams).Select(_ => new VersionedAppends())];
    private readonly ConcurrentQueue<string> _mistakes = new();
    private readonly List<StoredEvent> _feed = [];
    private string _cursor = "";

    public EventLoad(ChaosCluster cluster, int seed)
        : base(cluster, seed)
    {
        for (var stream = 0; stream < Streams; stream++)
        {
            for (var number = 1; number <= WritersPerStream; number++)
            {
                var (place, name) = (stream, string.Create(CultureInfo.InvariantCulture, $"s{stream}w{number}"));
                Run((client, _) => WriteAsync(client, place, name));
            }
        }

        Run((client, _) => FollowAsync(client));
    }

    protected override async Task<IReadOnlyDictionary<string, Verdict>> JudgeAsync(ChaosClient reader)
    {
        var there = new List<StoredEvent>[Streams];
        var verdicts = new Dictionary<string, Verdict>(StringComparer.Ordinal);
        for (var stream = 0; stream < Streams; stream++)
        {
            there[stream] = await ReadStreamAsync(reader, stream);
            verdicts[string.Create(CultureInfo.InvariantCulture, $"events-{stream} ({_appends[stream].Races} races lost)")] = _appends[stream].Judge([.. there[stream].Select(one => (one.Version, one.Id))]);
        }

        // One call reads what there is behind the cursor; another one that there is nothing more.
        while (!await ReadFeedAsync(reader))
        {
        }

        for (var stream = 0; stream < Streams; stream++)
        {
            if (!_feed.Where(one => one.Stream == NameOf(stream)).SequenceEqual(there[stream]))
            {
                _mistakes.Enqueue(string.Create(CultureInfo.InvariantCulture, $"the feed has {_feed.Count(one => one.Stream == NameOf(stream))} events of {NameOf(stream)}, the stream {there[stream].Count}, or another order"));
            }
        }

        await LookIntoIndexAsync(reader, [.. there.SelectMany(static events => events)]);
        verdicts["events by feed and index"] = new Verdict(0, [], [], [], []) { Mistakes = [.. _mistakes] };
        return verdicts;
    }

    private static string NameOf(int stream) => string.Create(CultureInfo.InvariantCulture, $"events-{stream}");

    private static string PathOf(int stream) => $"/api/v1/events/streams/{NameOf(stream)}";

    private static string Append(IReadOnlyList<RecordId> ids, long expected) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"expectedVersion\":{expected},\"events\":[{string.Join(',', ids.Select(Event))}]}}");

    private static string Event(RecordId id) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"type":"Noted","data":{"id":"{{id}}"},"tags":["{{id.Writer}}"{{(id.Number % TagEvery == 0 ? $",\"{id}\"" : "")}}]}
        """);

    private async Task WriteAsync(ChaosClient client, int stream, string writer)
    {
        var (version, number) = (0L, 0);
        while (!Stop.IsCancellationRequested)
        {
            // All or none: of a pair that was refused neither may be there.
            RecordId[] ids = [.. Enumerable.Range(number + 1, number % PairEvery == 0 ? 2 : 1).Select(one => new RecordId(writer, one))];
            number += ids.Length;
            Array.ForEach(ids, _appends[stream].Sending);
            var (isDone, text) = await client.AskAsync(new ChaosAsk(HttpMethod.Post, PathOf(stream), Append(ids, version), ids[0].ToString()), Patience);
            version = isDone ? Acknowledge(stream, ids, version, JsonElement.Parse(text)) : await RefuseAsync(client, stream, ids);
            if (isDone && ids[0].Number % TagEvery == 0)
            {
                await FindAsync(client, ids[0]);
            }

            await RealTime.PassAsync(Pace, Patience);
        }
    }

    private long Acknowledge(int stream, RecordId[] ids, long expected, JsonElement receipt)
    {
        var first = receipt.GetProperty("firstVersion").GetInt64();
        foreach (var (index, id) in ids.Index())
        {
            _appends[stream].Acknowledge(id, expected + index, first + index);
        }

        CountAcknowledged();
        return receipt.GetProperty("lastVersion").GetInt64();
    }

    private async Task<long> RefuseAsync(ChaosClient client, int stream, RecordId[] ids)
    {
        Array.ForEach(ids, _appends[stream].Refuse);
        var (_, newest) = await client.AskAsync(HttpMethod.Get, $"{PathOf(stream)}?direction=backwards&limit=1", Patience);
        return StoredEvent.Of(newest) is [var last] ? last.Version : 0;
    }

    // What was acknowledged is found at once, by any node, indexed or not.
    private async Task FindAsync(ChaosClient client, RecordId id)
    {
        var (_, text) = await client.AskAsync(HttpMethod.Get, $"/api/v1/events/search?tag={id}", Patience);
        if (StoredEvent.Of(text) is not [{ Id: var found }] || found != id)
        {
            _mistakes.Enqueue($"a search for {id} after its acknowledgement found {text}");
        }
    }

    private async Task FollowAsync(ChaosClient client)
    {
        while (!Stop.IsCancellationRequested)
        {
            await ReadFeedAsync(client);
            await RealTime.PassAsync(LookPause, Patience);
        }
    }

    private async Task<bool> ReadFeedAsync(ChaosClient client)
    {
        var after = _cursor.Length == 0 ? "" : $"&after={Uri.EscapeDataString(_cursor)}";
        var (_, text) = await client.AskAsync(HttpMethod.Get, $"/api/v1/events/feed?kind=event-stream&limit=200{after}", Patience);
        var answer = JsonElement.Parse(text);
        _feed.AddRange(StoredEvent.Of(text));
        _cursor = answer.GetProperty("cursor").GetString() ?? "";
        return answer.GetProperty("atEnd").GetBoolean();
    }

    private async Task<List<StoredEvent>> ReadStreamAsync(ChaosClient client, int stream)
    {
        var events = new List<StoredEvent>();
        for (long? next = 1; next is { } from;)
        {
            var (_, text) = await client.AskAsync(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{PathOf(stream)}?from={from}&limit=500"), Patience);
            events.AddRange(StoredEvent.Of(text));
            next = JsonElement.Parse(text).TryGetProperty("next", out var more) ? more.GetInt64() : null;
        }

        return events;
    }

    private async Task LookIntoIndexAsync(ChaosClient client, IReadOnlyList<StoredEvent> all)
    {
        foreach (var writer in all.GroupBy(one => one.Id.Writer, StringComparer.Ordinal))
        {
            var found = new List<StoredEvent>();
            var after = "";
            do
            {
                var (_, text) = await client.AskAsync(HttpMethod.Get, $"/api/v1/events/search?tag={writer.Key}&limit=500{after}", Patience);
                found.AddRange(StoredEvent.Of(text));
                after = JsonElement.Parse(text).TryGetProperty("next", out var next) ? $"&after={Uri.EscapeDataString(next.GetString() ?? "")}" : "";
            }
            while (after.Length > 0);
            if (found.Count != writer.Count() || found.ToHashSet().Count != found.Count || !found.ToHashSet().SetEquals(writer))
            {
                _mistakes.Enqueue(string.Create(CultureInfo.InvariantCulture, $"the index finds {found.Count} events ({found.Distinct().Count()} different) of {writer.Key}; {writer.Count()} are there"));
            }
        }

        await RealTime.UntilAsync("the index counts every event once", RealTime.Patience, async () =>
        {
            var (_, text) = await client.AskAsync(HttpMethod.Get, "/api/v1/events/stats", Patience);
            var counted = JsonElement.Parse(text).GetProperty("types").EnumerateArray().Where(type => type.GetProperty("type").GetString() == "Noted").Sum(type => type.GetProperty("events").GetInt64());
            return counted == all.Count ? null : string.Create(CultureInfo.InvariantCulture, $"{counted} of {all.Count}");
        });
    }
}
