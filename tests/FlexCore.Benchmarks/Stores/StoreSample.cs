using System.Globalization;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Benchmarks.Stores;

/// <summary>What a filled store holds: users' events in appends of ten, a hundred events to a stream, the streams taking turns. The same in every run. Immutable.</summary>
/// <param name="events">How many events; rounded down to whole appends.</param>
public sealed class StoreSample(long events)
{
    /// <summary>Events in one append. They share a correlation id.</summary>
    public const int AppendSize = 10;

    /// <summary>Events in one stream.</summary>
    public const int StreamLength = 100;

    private const int TypeCount = 5;
    private const int TagCount = 100;
    private const int RareTagEvery = 50_000;
    private const int Variants = TypeCount * TagCount;

    // Encoding every payload anew would cost more than storing it.
    private static readonly ReadOnlyMemory<byte>[] Payloads = [.. Enumerable.Range(0, Variants).Select(static number => Encode(number, Tag(number % TagCount)))];
    private static readonly ReadOnlyMemory<byte> RarePayload = Encode(0, RareTag);
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The tag of one event in <c>50,000</c>.</summary>
    public static string RareTag => "rare";

    /// <summary>How many appends there are.</summary>
    public long Appends { get; } = Math.Max(1, events / AppendSize);

    /// <summary>How many events there are.</summary>
    public long Events => Appends * AppendSize;

    /// <summary>How many streams there are.</summary>
    public int Streams => (int)Math.Max(1, Events / StreamLength);

    /// <summary>A type name.</summary>
    public static string Type(long number) => string.Create(CultureInfo.InvariantCulture, $"order.step-{number % TypeCount}");

    /// <summary>A tag.</summary>
    public static string Tag(long number) => string.Create(CultureInfo.InvariantCulture, $"region-{number % TagCount}");

    /// <summary>The correlation id of an append.</summary>
    public static string Correlation(long append) => string.Create(CultureInfo.InvariantCulture, $"corr-{append:D10}");

    /// <summary>A stream.</summary>
    public static EntityId Stream(long number) => new(TenantId.Default, EventStreamDecider.Kind, string.Create(CultureInfo.InvariantCulture, $"order-{number:D8}"));

    /// <summary>Which stream an append goes to.</summary>
    public long StreamOf(long append) => append % Streams;

    /// <summary>The stream's version before an append.</summary>
    public long VersionBefore(long append) => append / Streams * AppendSize;

    /// <summary>The version of a stream when everything is in.</summary>
    public long VersionOf(long stream) => ((Appends / Streams) + (stream < Appends % Streams ? 1 : 0)) * AppendSize;

    /// <summary>The metadata of an append.</summary>
    public static EventMetadata Metadata(long append) => new(Begin.AddMilliseconds(append), "service:benchmark", Correlation(append), Correlation(append));

    /// <summary>The events of an append.</summary>
    public static NewEvent[] EventsOf(long append)
    {
        var added = new NewEvent[AppendSize];
        for (var i = 0; i < AppendSize; i++)
        {
            var number = (append * AppendSize) + i;
            added[i] = new NewEvent(
                new Guid((int)(number >> 32), 0, 0, 0, 0, 0, 0, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number),
                Type(number),
                1,
                number % RareTagEvery == 0 ? RarePayload : Payloads[number % Variants]);
        }

        return added;
    }

    private static ReadOnlyMemory<byte> Encode(int number, string tag) => EventStreamCodecs.Events.Encode(new StreamEvent(
        Type(number), 1, string.Create(CultureInfo.InvariantCulture, $$"""{"amount":{{number}},"currency":"EUR","note":"transfer from another account","balance":{{number * 7L}}}"""))
    {
        Tags = [tag],
    }).Payload;
}
