using System.Text;
using System.Text.Json;

namespace FlexCore.Benchmarks.Limits;

/// <summary>What a programmer writes by hand for one job: one thread, one buffer, <see cref="Utf8JsonReader"/>, a dictionary per minute.</summary>
public static class OrdersByHand
{
    private const int Minute = 60_000;

    public static void Run(string input, string output)
    {
        using var reader = new FileStream(input, new FileStreamOptions { BufferSize = 0 });
        using var writer = new FileStream(output, FileMode.Create);
        var buffer = new byte[256 * 1024];
        var groups = new SortedDictionary<string, (long Count, double Sum)>(StringComparer.Ordinal);
        var window = long.MinValue;
        var filled = 0;
        while (true)
        {
            var read = reader.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
            {
                break;
            }

            filled += read;
            var position = 0;
            while (buffer.AsSpan(position, filled - position).IndexOf((byte)'\n') is var length and >= 0)
            {
                Take(buffer.AsSpan(position, length), groups, ref window, writer);
                position += length + 1;
            }

            buffer.AsSpan(position, filled - position).CopyTo(buffer);
            filled -= position;
        }

        Emit(groups, window, writer);
        writer.Flush(flushToDisk: true);
    }

    private static void Take(ReadOnlySpan<byte> line, SortedDictionary<string, (long Count, double Sum)> groups, ref long window, FileStream writer)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        long time = 0;
        var cents = 0.0;
        var isPaid = false;
        var country = string.Empty;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("ts"u8))
            {
                json.Read();
                time = json.GetInt64();
            }
            else if (json.ValueTextEquals("amount"u8))
            {
                json.Read();
                cents = json.GetDouble() * 100;
            }
            else if (json.ValueTextEquals("status"u8))
            {
                json.Read();
                isPaid = json.ValueTextEquals("paid"u8);
            }
            else if (json.ValueTextEquals("user"u8))
            {
                json.Read();
                country = Country(ref json);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        if (isPaid)
        {
            Add(time - (time % Minute), country, cents, groups, ref window, writer);
        }
    }

    private static string Country(ref Utf8JsonReader json)
    {
        var country = string.Empty;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isCountry = json.ValueTextEquals("country"u8);
            json.Read();
            if (isCountry)
            {
                country = json.GetString() ?? string.Empty;
            }
        }

        return country;
    }

    private static void Add(
        long minute, string country, double cents, SortedDictionary<string, (long Count, double Sum)> groups, ref long window, FileStream writer)
    {
        if (minute != window)
        {
            Emit(groups, window, writer);
            window = minute;
        }

        groups.TryGetValue(country, out var group);
        groups[country] = (group.Count + 1, group.Sum + cents);
    }

    private static void Emit(SortedDictionary<string, (long Count, double Sum)> groups, long window, FileStream writer)
    {
        foreach (var (country, group) in groups)
        {
            var start = DateTimeOffset.FromUnixTimeMilliseconds(window);
            writer.Write(Encoding.UTF8.GetBytes(FormattableString.Invariant(
                $"{{\"window\":\"{start:yyyy-MM-ddTHH:mm:ss.fffZ}\",\"windowEnd\":\"{start.AddMinutes(1):yyyy-MM-ddTHH:mm:ss.fffZ}\",\"country\":\"{country}\",\"orders\":{group.Count},\"cents\":{group.Sum:R}}}\n")));
        }

        groups.Clear();
    }
}
