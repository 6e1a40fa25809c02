using System.Text;
using System.Text.Json;
using FlexCore.Application.EventStreams;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.Privacy.Sealing;

/// <summary>What must hold before personal values are sealed. Pure.</summary>
internal static class PersonalRules
{
    /// <summary>A personal text of at least so many characters may not be a part of what stays readable; a shorter one may not be the whole of it.</summary>
    public const int PartLengthMin = 4;

    /// <summary>Why the person or the pointers are not taken, or null.</summary>
    public static Refusal? Check(int number, PersonalMembers personal)
    {
        try
        {
            _ = new EntityId(TenantId.Default, EventStreamDecider.Kind, personal.Subject ?? "");
        }
        catch (InvalidIdentifierException wrong)
        {
            return Bad(number, $"names the subject wrongly: {wrong.Message} Use an id that says nothing by itself, because it stays readable");
        }

        var members = personal.Members;
        return members.Count is 0 or > PersonalMembers.MembersMax ? Bad(number, $"names {members.Count} personal members; name 1 to {PersonalMembers.MembersMax}")
            : members.FirstOrDefault(static member => !member.StartsWith('/')) is { } wrongPlace ? Bad(number, $"names the personal member '{Shown(wrongPlace)}', which is no JSON pointer. Write for example /customer/email")
            : members.Distinct(StringComparer.Ordinal).Count() != members.Count ? Bad(number, "names a personal member twice. Name each once")
            : null;
    }

    /// <summary>Why the data is not taken when nothing of it is sealed, or null.</summary>
    public static Refusal? CheckPlain(int number, string data) =>
        (data.Contains(JsonPlaces.SealName, StringComparison.Ordinal) || data.Contains("\\u", StringComparison.Ordinal)) && JsonPlaces.HasSealName(Encoding.UTF8.GetBytes(data))
            ? Bad(number, $"has a member '{JsonPlaces.SealName}' in its data, which is kept for sealed values. Choose another name")
            : null;

    /// <summary>Why an event is not taken whose personal values would also stand where they stay readable, or null. The message does not have the value.</summary>
    public static Refusal? CheckReadable(int number, StreamEvent candidate, string member, ReadOnlySpan<byte> value)
    {
        using var document = JsonDocument.Parse(value.ToArray(), new JsonDocumentOptions { MaxDepth = 1_000 });
        return TextsOf(document.RootElement).Select(text => CheckText(number, candidate, member, text)).FirstOrDefault(static refusal => refusal is not null);
    }

    /// <summary>A refusal of one event.</summary>
    public static Refusal Bad(int number, string rule) => new("bad-event", $"Event {number} {rule}. Nothing of the append was taken.");

    private static Refusal? CheckText(int number, StreamEvent candidate, string member, string text)
    {
        if (candidate.Tags.FirstOrDefault(tag => Gives(tag, text)) is not null)
        {
            return Bad(number, $"has the personal value of '{Shown(member)}' in a tag, where it would stay readable. Tag it with an id that says nothing by itself");
        }

        return candidate.Metadata is { } metadata && text.Length >= PartLengthMin && metadata.Contains(text, StringComparison.OrdinalIgnoreCase)
            ? Bad(number, $"has the personal value of '{Shown(member)}' in its metadata, where it would stay readable. Leave it out there")
            : null;
    }

    private static bool Gives(string tag, string text) =>
        string.Equals(tag, text, StringComparison.OrdinalIgnoreCase) || (text.Length >= PartLengthMin && tag.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> TextsOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? [text] : [],
        JsonValueKind.Number => [value.GetRawText()],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(static member => TextsOf(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(TextsOf),
        _ => [],
    };

    private static string Shown(string text) => text.Length > 60 ? $"{text[..60]}…" : text;
}
