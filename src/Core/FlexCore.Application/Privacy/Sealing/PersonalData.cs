using System.Security.Cryptography;
using System.Text;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.Privacy.Sealing;

/// <summary>Seals the personal values of events on their way into the log, and opens them for readers. Stateless beside the keys; thread-safe.</summary>
/// <param name="keys">The keys of persons.</param>
public sealed class PersonalData(SubjectKeyRing keys) : IPersonalReader
{
    private const int HashDigits = 32;

    // As the seal writes it: our own writer escapes nothing of it.
    private static ReadOnlySpan<byte> Mark => "\"$personal\""u8;

    /// <inheritdoc/>
    public async ValueTask<RecordedEvent> OpenAsync(RecordedEvent recorded, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        if (recorded.User is not { } user || recorded.Stored.Payload.Span.IndexOf(Mark) < 0)
        {
            return recorded;
        }

        // Only what a step has moved says where it stood: in the log itself a note of somebody else's would let a value open elsewhere.
        var hasMoved = user.SchemaVersion != recorded.Stored.SchemaVersion;
        var (opened, personal) = await OpenTextAsync(recorded.Stored.Stream, Encoding.UTF8.GetBytes(user.Data), hasMoved, cancellationToken).ConfigureAwait(false);
        return recorded.Opened(user with { Data = Encoding.UTF8.GetString(opened.Span) }, personal);
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> OpenAsync(EntityId stream, ReadOnlyMemory<byte> state, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return state.Span.IndexOf(Mark) < 0 ? state : (await OpenTextAsync(stream, state, hasMoved: true, cancellationToken).ConfigureAwait(false)).Text;
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> OpenDocumentAsync(TenantId tenant, ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default)
    {
        if (document.Span.IndexOf(Mark) < 0)
        {
            return document;
        }

        var (places, values) = (JsonPlaces.Sealed(document.Span), new List<byte[]>());
        foreach (var place in places)
        {
            var text = document[place.Start..place.End];
            values.Add(SealedValue.TryRead(text.Span) is { } value && AddressedValues.AddressOf(value) is { } address && address.Stream.Tenant == tenant
                ? await OpenAsync(value, address.Stream, address.Pointer, cancellationToken).ConfigureAwait(false)
                : SealedValue.Unreadable.ToArray());
        }

        return JsonPlaces.Replace(document.Span, places, values);
    }

    internal async ValueTask<SealedAppend> SealAsync(EventAppend append, CancellationToken cancellationToken)
    {
        if (Check(append) is { } refusal)
        {
            return new SealedAppend(null, refusal);
        }

        if (append.Personal.Count == 0)
        {
            return new SealedAppend(append, null);
        }

        var stream = new EntityId(append.Security.Tenant, EventStreamDecider.Kind, append.Stream);
        var events = append.Events.ToArray();
        var hash = append.RequestHash;
        foreach (var (index, personal) in append.Personal)
        {
            using var key = (await keys.FindOrAddAsync(append.Security.Tenant, personal.Subject, cancellationToken).ConfigureAwait(false)).Key;
            if (key is null)
            {
                return new SealedAppend(null, new Refusal(
                    "subject-forgotten", $"The subject '{personal.Subject}' was forgotten, and its key is destroyed for good. Send what is new under another subject id. Nothing of the append was taken."));
            }

            if (Seal(key, stream, index + 1, events[index], personal, out events[index]) is { } broken)
            {
                return new SealedAppend(null, broken);
            }

            hash = hash is null ? null : Keyed(key, hash);
        }

        return new SealedAppend(append with { Events = [.. events], Personal = EventAppend.NothingPersonal, RequestHash = hash }, null);
    }

    private static Refusal? Check(EventAppend append)
    {
        for (var i = 0; i < append.Events.Count; i++)
        {
            // What another store exported may bring sealed values: they open if this store has the key.
            if (append.Events[i].Origin is null && PersonalRules.CheckPlain(i + 1, append.Events[i].Data) is { } reserved)
            {
                return reserved;
            }
        }

        return append.Personal.Select(static entry => PersonalRules.Check(entry.Key + 1, entry.Value)).FirstOrDefault(static refusal => refusal is not null);
    }

    // A plain hash of the request would let whoever reads the log try out guesses at what was personal in it; this one dies with the key.
    private static string Keyed(DataKey key, string hash) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes(hash)))[..HashDigits];

    private static Refusal? Seal(DataKey key, EntityId stream, int number, StreamEvent plain, PersonalMembers personal, out StreamEvent result)
    {
        result = plain;
        var data = Encoding.UTF8.GetBytes(plain.Data);
        var wanted = personal.Members.ToHashSet(StringComparer.Ordinal);
        var places = JsonPlaces.At(data, wanted);
        if (wanted.FirstOrDefault(member => places.TrueForAll(place => place.Pointer != member)) is { } missing)
        {
            return PersonalRules.Bad(number, $"has nothing at '{missing}', or it is inside another personal member: its data would not be sealed as asked");
        }

        var values = new List<byte[]>(places.Count);
        foreach (var place in places)
        {
            var value = data.AsSpan(place.Start..place.End);
            if (PersonalRules.CheckReadable(number, plain, place.Pointer, value) is { } readable)
            {
                return readable;
            }

            values.Add(SealedValue.Of(key, stream, personal.Subject, place.Pointer, value).Write());
        }

        result = plain with { Data = Encoding.UTF8.GetString(JsonPlaces.Replace(data, places, values)) };
        return null;
    }

    private async ValueTask<byte[]> OpenAsync(SealedValue value, EntityId stream, string pointer, CancellationToken cancellationToken)
    {
        var found = await keys.FindAsync(stream.Tenant, value.Subject, cancellationToken).ConfigureAwait(false);
        using var key = found.Key;
        return found.IsForgotten ? SealedValue.Forgotten.ToArray() : key is null ? SealedValue.Unreadable.ToArray() : value.TryOpen(key, stream, pointer) ?? SealedValue.Unreadable.ToArray();
    }

    private async ValueTask<(ReadOnlyMemory<byte> Text, IReadOnlyList<PersonalMembers> Personal)> OpenTextAsync(
        EntityId stream, ReadOnlyMemory<byte> json, bool hasMoved, CancellationToken cancellationToken)
    {
        var (places, values, members) = (JsonPlaces.Sealed(json.Span), new List<byte[]>(), new List<(string Subject, string Pointer)>());
        foreach (var place in places)
        {
            var text = json[place.Start..place.End];
            if (SealedValue.TryRead(text.Span) is not { } value)
            {
                values.Add(text.ToArray());
                continue;
            }

            members.Add((value.Subject, place.Pointer));
            values.Add(await OpenAsync(value, stream, (hasMoved ? value.At : null) ?? place.Pointer, cancellationToken).ConfigureAwait(false));
        }

        var personal = members.GroupBy(static member => member.Subject, StringComparer.Ordinal).Select(static group => new PersonalMembers(group.Key, [.. group.Select(static member => member.Pointer)]));
        return (JsonPlaces.Replace(json.Span, places, values), [.. personal]);
    }
}
