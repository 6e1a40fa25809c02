using FlexCore.Domain;

namespace FlexCore.Application.Privacy.Sealing;

/// <summary>
/// Sealed values that know where they come from: <c>{"$personal":{"subject":…,"key":…,"value":…,"at":…,"stream":…}}</c>. A seal is bound to its stream and place, so a read model, where values stand elsewhere, has
/// to say both; a wrong address opens nothing. Pure. Part of what read models keep.
/// </summary>
internal static class AddressedValues
{
    private const string Data = "/data";

    /// <summary>Writes the address of each sealed value of a user's event beside it.</summary>
    /// <param name="stream">The event's stream.</param>
    /// <param name="payload">The event as it is stored, with its data in the member <c>data</c>.</param>
    public static ReadOnlyMemory<byte> Address(EntityId stream, ReadOnlyMemory<byte> payload)
    {
        var places = JsonPlaces.Sealed(payload.Span);
        if (places.Count == 0)
        {
            return payload;
        }

        return JsonPlaces.Replace(payload.Span, places, [.. places.Select(place => Address(stream, place.Pointer, payload[place.Start..place.End]))]);
    }

    /// <summary>Where a sealed value of a document comes from; null when it does not say.</summary>
    /// <param name="value">The value.</param>
    public static (EntityId Stream, string Pointer)? AddressOf(SealedValue value)
    {
        try
        {
            return value is { Stream: { } stream, At: { } pointer } ? (EntityId.Parse(stream), pointer) : null;
        }
        catch (InvalidIdentifierException)
        {
            // Nobody of ours wrote it.
            return null;
        }
    }

    private static byte[] Address(EntityId stream, string pointer, ReadOnlyMemory<byte> json) =>
        pointer.StartsWith(Data, StringComparison.Ordinal) && SealedValue.TryRead(json.Span) is { } value
            ? (value with { Stream = stream.StreamId, At = pointer[Data.Length..] }).Write()
            : json.ToArray();
}
