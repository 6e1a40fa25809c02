using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Domain;

namespace FlexCore.Application.Privacy.Sealing;

/// <summary>
/// One personal value as the log has it: <c>{"$personal":{"subject":…,"key":…,"value":…}}</c>, where value is nonce, tag and AES-256-GCM of the value's JSON text. It is bound to its stream, its person and its
/// place, so that one that is copied elsewhere does not open. Part of the stored format.
/// </summary>
internal sealed record SealedValue(string Subject, Guid KeyId, byte[] Bytes)
{
    /// <summary>Where it was sealed, when it may have moved since; <see langword="null"/> when it stands there.</summary>
    public string? At { get; init; }

    /// <summary>The stream where it was sealed, when it stands in a document that is not of one stream; else <see langword="null"/>.</summary>
    public string? Stream { get; init; }

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>What is shown of a value whose key was destroyed.</summary>
    public static ReadOnlySpan<byte> Forgotten => "{\"$forgotten\":true}"u8;

    /// <summary>What is shown of a value that this store cannot open: it was sealed elsewhere, or changed.</summary>
    public static ReadOnlySpan<byte> Unreadable => "{\"$sealed\":true}"u8;

    /// <summary>Seals a value.</summary>
    public static SealedValue Of(DataKey key, EntityId stream, string subject, string pointer, ReadOnlySpan<byte> value)
    {
        var bytes = new byte[NonceBytes + TagBytes + value.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(..NonceBytes));
        using var aes = new AesGcm(key.Bytes, TagBytes);
        aes.Encrypt(bytes.AsSpan(..NonceBytes), value, bytes.AsSpan((NonceBytes + TagBytes)..), bytes.AsSpan(NonceBytes, TagBytes), BoundTo(stream, subject, key.Id, pointer));
        return new SealedValue(subject, key.Id, bytes);
    }

    /// <summary>Reads the form in the log; <see langword="null"/> for anything else.</summary>
    public static SealedValue? TryRead(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            return root.GetPropertyCount() == 1 && root.TryGetProperty(JsonPlaces.SealName, out var seal) && seal.ValueKind == JsonValueKind.Object
                && seal.TryGetProperty("subject", out var subject) && subject.GetString() is { } name
                && seal.TryGetProperty("key", out var key) && Guid.TryParseExact(key.GetString(), "N", out var id)
                && seal.TryGetProperty("value", out var value) && value.TryGetBytesFromBase64(out var bytes) && bytes.Length > NonceBytes + TagBytes
                    ? new SealedValue(name, id, bytes) { At = seal.TryGetProperty("at", out var at) ? at.GetString() : null, Stream = seal.TryGetProperty("stream", out var stream) ? stream.GetString() : null }
                    : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Nobody of ours wrote it.
            return null;
        }
    }

    /// <summary>The form in the log; outside it also with the place and the stream where it was sealed.</summary>
    public byte[] Write()
    {
        var at = At is null ? "" : $",\"at\":\"{JsonEncodedText.Encode(At)}\"";
        var stream = Stream is null ? "" : $",\"stream\":\"{JsonEncodedText.Encode(Stream)}\"";
        return Encoding.UTF8.GetBytes($"{{\"{JsonPlaces.SealName}\":{{\"subject\":\"{Subject}\",\"key\":\"{KeyId:N}\",\"value\":\"{Convert.ToBase64String(Bytes)}\"{at}{stream}}}}}");
    }

    /// <summary>Opens it; <see langword="null"/> when it is of another key or place, or was changed.</summary>
    public byte[]? TryOpen(DataKey key, EntityId stream, string pointer)
    {
        if (key.Id != KeyId)
        {
            return null;
        }

        var value = new byte[Bytes.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key.Bytes, TagBytes);
            aes.Decrypt(Bytes.AsSpan(..NonceBytes), Bytes.AsSpan((NonceBytes + TagBytes)..), Bytes.AsSpan(NonceBytes, TagBytes), value, BoundTo(stream, Subject, KeyId, pointer));
            return value;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] BoundTo(EntityId stream, string subject, Guid keyId, string pointer) =>
        Encoding.UTF8.GetBytes($"flexcore.personal.v1\n{stream.StreamId}\n{subject}\n{keyId:N}\n{pointer}");
}
