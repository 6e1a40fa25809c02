using System.Globalization;
using System.Text.Json;

namespace FlexCore.EndToEnd.Tests.Webhooks;

/// <summary>What must become of deliveries, found by reading them one after the other in memory: nothing in common with the product.</summary>
internal sealed class ExpectedDeliveries
{
    private readonly HashSet<(string Provider, string Delivery)> _seen = [];

    public ExpectedDeliveries(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Records++;
            using var json = JsonDocument.Parse(line);
            Take(json.RootElement);
        }
    }

    public int Records { get; private set; }

    public int Repeated { get; private set; }

    public List<string> Payments { get; } = [];

    public List<string> Commits { get; } = ["created,repository,id,author"];

    public List<string> Bounces { get; } = [];

    public List<string> Unrouted { get; } = [];

    /// <summary>The numbers of the records that are kept aside.</summary>
    public List<int> Bad { get; } = [];

    private void Take(JsonElement row)
    {
        if (!row.TryGetProperty("delivery", out var id) || id.ValueKind != JsonValueKind.String || id.GetString() is not { Length: > 0 } delivery
            || !row.GetProperty("created").TryGetDateTimeOffset(out _) || row.GetProperty("attempt").ValueKind != JsonValueKind.Number)
        {
            Bad.Add(Records);
            return;
        }

        var (provider, kind, created) = (Text(row, "provider"), Text(row, "event"), Text(row, "created"));
        if (!_seen.Add((provider, delivery)))
        {
            Repeated++;
            return;
        }

        var data = row.GetProperty("data");
        switch (provider, kind)
        {
            case ("payrail", _) when data.GetProperty("cents").ValueKind != JsonValueKind.Number:
                Bad.Add(Records);
                break;
            case ("payrail", _):
                var cents = data.GetProperty("cents").GetInt64() * (kind == "charge.refunded" ? -1 : 1);
                Payments.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{\"delivery\":\"{delivery}\",\"created\":\"{created}\",\"event\":\"{kind}\",\"charge\":\"{Text(data, "charge")}\",\"cents\":{cents},\"currency\":\"{Text(data, "currency")}\"}}"));
                break;
            case ("gitforge", "push"):
                Commits.AddRange(data.GetProperty("commits").EnumerateArray().Select(commit => $"{created},{Text(data, "repository")},{Text(commit, "id")},{Text(commit, "author")}"));
                break;
            case ("mailbird", "bounced"):
                Bounces.Add($"{{\"created\":\"{created}\",\"address\":\"{Text(data, "address")}\",\"reason\":\"{Text(data, "reason")}\"}}");
                break;
            default:
                Unrouted.Add($"{{\"created\":\"{created}\",\"provider\":\"{provider}\",\"event\":\"{kind}\",\"delivery\":\"{delivery}\"}}");
                break;
        }
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? string.Empty;
}
