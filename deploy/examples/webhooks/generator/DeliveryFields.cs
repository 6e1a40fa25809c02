using System.Globalization;

namespace FlexCore.Examples.Webhooks;

/// <summary>One delivery, as the gateway in front hands it on.</summary>
/// <param name="Provider">Who sends it.</param>
/// <param name="Delivery">The provider's own number: the same when it is sent again.</param>
/// <param name="Event">What has happened.</param>
/// <param name="Created">When, in ms since the epoch.</param>
/// <param name="Data">More about it, as JSON.</param>
internal sealed record DeliveryFields(string Provider, string Delivery, string Event, long Created, string Data)
{
    /// <summary>In how many ways a line can be wrong.</summary>
    public const int BrokenKinds = 5;

    private string CreatedText => DateTimeOffset.FromUnixTimeMilliseconds(Created).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The delivery as a line of JSON.</summary>
    /// <param name="attempt">How often it was sent, from 1.</param>
    public string ToLine(int attempt) => Line($"\"{Delivery}\"", CreatedText, attempt.ToString(CultureInfo.InvariantCulture), Data);

    /// <summary>A line that is JSON, but not what a receiver may rely on.</summary>
    /// <param name="kind">What is wrong with it, from 0 to <see cref="BrokenKinds"/> - 1.</param>
    public string ToBrokenLine(int kind) => kind switch
    {
        0 => Line("\"\"", CreatedText, "1", Data),
        1 => Line("null", CreatedText, "1", Data),
        2 => Line($"\"{Delivery}\"", "yesterday", "1", Data),
        3 => Line($"\"{Delivery}\"", CreatedText, "\"first\"", Data),
        _ => $"{{\"test\":true,\"from\":\"{Provider}\"}}\n",
    };

    private string Line(string delivery, string created, string attempt, string data) =>
        $"{{\"provider\":\"{Provider}\",\"delivery\":{delivery},\"event\":\"{Event}\",\"created\":\"{created}\",\"attempt\":{attempt},\"data\":{data}}}\n";
}
