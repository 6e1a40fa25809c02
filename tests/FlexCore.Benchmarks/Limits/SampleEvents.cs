using System.Globalization;
using System.Text;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Benchmarks.Limits;

/// <summary>The rows that the journal and its limits write: the same texts and payload sizes for both.</summary>
public static class SampleEvents
{
    public const string Type = "account.credited";

    public static EventMetadata Metadata { get; } = new(
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "service:benchmark", "corr-0123456789", "cause-0123456789");

    public static EntityId Stream(int number) =>
        new(TenantId.Default, "account", number.ToString("D6", CultureInfo.InvariantCulture));

    /// <summary>About 100 bytes of JSON.</summary>
    public static byte[] Payload(int number) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"amount":{{number}},"currency":"EUR","note":"transfer from another account of the same customer","balance":{{number * 7L}}}"""));
}
