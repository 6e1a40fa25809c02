using System.Globalization;
using FlexCore.EndToEnd.Tests.Nodes;

namespace FlexCore.EndToEnd.Tests.Webhooks;

/// <summary>
/// Sends deliveries one request after the other, in every form that a node takes. The same lines make the same requests with the same idempotency keys, so
/// that a sender who does not know what has arrived can send everything again.
/// </summary>
internal static class DeliverySender
{
    private const int SharedMax = 23;

    /// <summary>Sends all lines and awaits each acknowledgement.</summary>
    /// <param name="http">Where to.</param>
    /// <param name="lines">The deliveries.</param>
    /// <param name="during">What else happens while the request with this number, from 0, is under way.</param>
    public static async Task SendAsync(HttpClient http, IReadOnlyList<string> lines, Func<int, Task>? during = null)
    {
        var next = 0;
        for (var request = 0; next < lines.Count; request++)
        {
            var count = request % 4 == 0 ? 1 : Math.Min(SharedMax, lines.Count - next);
            var part = lines.Skip(next).Take(count);
            using var body = (request % 4) switch
            {
                0 => NodeClient.Body(lines[next], NodeClient.Json),
                1 => NodeClient.Body($"[{string.Join(',', part)}]", NodeClient.Json),
                2 => NodeClient.Body(string.Join('\n', part), NodeClient.Ndjson),
                _ => NodeClient.Gzip(string.Join("\r\n", part) + "\n", NodeClient.Ndjson),
            };
            var sending = http.TakeRecordsAsync("webhooks", body, string.Create(CultureInfo.InvariantCulture, $"deliveries-{request}"));
            await (during?.Invoke(request) ?? Task.CompletedTask);
            await sending;
            next += count;
        }
    }
}
