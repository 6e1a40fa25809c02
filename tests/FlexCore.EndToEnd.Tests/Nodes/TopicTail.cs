using System.Text.Json;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>Reads a topic over HTTP from its beginning, as a client would that waits for what is still to come.</summary>
public static class TopicTail
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Collects the ids of records until all expected ones have come.</summary>
    /// <returns>How often each id came.</returns>
    public static async Task<Dictionary<string, int>> ReadIdsAsync(HttpClient client, string topic, IReadOnlyCollection<string> expected)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var missing = expected.ToHashSet(StringComparer.Ordinal);
        using var patience = new CancellationTokenSource(Patience);
        await using var stream = await client.GetStreamAsync(new Uri($"/api/v1/topics/{topic}/tail?from=start", UriKind.Relative), patience.Token);
        using var reader = new StreamReader(stream);
        while (missing.Count > 0)
        {
            var line = await ReadLineAsync(reader, patience.Token)
                ?? throw new InvalidOperationException($"Topic {topic}: the stream ended, or nothing came any more; {missing.Count} of {expected.Count} records are missing, for example {missing.First()}.");
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                using var json = JsonDocument.Parse(line.AsMemory("data: ".Length));
                var id = json.RootElement.GetProperty("id").GetString() ?? throw new InvalidDataException($"A record has no id: {line}");
                seen[id] = seen.GetValueOrDefault(id) + 1;
                missing.Remove(id);
            }
        }

        return seen;
    }

    private static async Task<string?> ReadLineAsync(StreamReader reader, CancellationToken patience)
    {
        try
        {
            return await reader.ReadLineAsync(patience);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
