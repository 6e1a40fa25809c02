using System.Globalization;
using System.Text;

namespace FlexCore.Benchmarks.Limits;

/// <summary>Made-up input, the same in every run: a web access log and NDJSON orders.</summary>
public static class SampleRecords
{
    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "curl/8.5.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    ];

    private static readonly int[] Statuses = [200, 200, 200, 200, 200, 304, 301, 404, 500, 200];

    /// <summary>Lines in Combined format, ascending in time, about 200 bytes each, each ended by a line feed.</summary>
    public static byte[] AccessLog(int lines)
    {
        var random = new Random(20261122);
        var time = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++)
        {
            time = time.AddMilliseconds(random.Next(0, 20));
            var path = random.Next(3) == 0 ? "/" : $"/catalog/{random.Next(500)}";
            var query = random.Next(4) == 0 ? $"?page={random.Next(20)}&ref=home" : "";
            var referer = random.Next(3) == 0 ? "https://www.example.com/search?q=shoes" : "-";
            text.Append(CultureInfo.InvariantCulture, $"{random.Next(1, 255)}.{random.Next(255)}.{random.Next(255)}.{random.Next(255)} - - ")
                .Append(time.ToString("[dd/MMM/yyyy:HH:mm:ss '+0000]'", CultureInfo.InvariantCulture))
                .Append(CultureInfo.InvariantCulture, $" \"GET {path}{query} HTTP/1.1\" {Statuses[random.Next(10)]} {random.Next(100, 200_000)} \"{referer}\" \"{Agents[random.Next(4)]}\"\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>Orders as NDJSON, ascending in time, about 230 bytes each, each ended by a line feed.</summary>
    public static byte[] Orders(int lines)
    {
        var random = new Random(20261122);
        var time = 1_795_000_000_000L;
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++)
        {
            time += random.Next(0, 20);
            text.Append(CultureInfo.InvariantCulture, $$"""{"id":{{i}},"ts":{{time}},"user":{"id":"u-{{random.Next(5_000)}}","country":"{{"DEFRUSJP".AsSpan(random.Next(4) * 2, 2)}}"},"items":[{"sku":"A-{{random.Next(1_000)}}","qty":{{random.Next(1, 9)}}},{"sku":"B-7","qty":1}],"amount":{{random.Next(100, 99_999) / 100.0}},"status":"{{(random.Next(10) == 0 ? "failed" : "paid")}}","note":"left at the \"front\" door"}""")
                .Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
