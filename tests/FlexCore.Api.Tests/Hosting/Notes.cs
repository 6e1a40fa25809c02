using System.Text.Json.Serialization;
using FlexCore.Application.Messaging;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Keeps a note as an event of a user's stream.</summary>
internal sealed record AddNote(string Stream, string Text) : IBusCommand<NoteView>
{
    public static MessageShape<AddNote, NoteView> Shape { get; } = new("notes.add", NoteJson.Default.AddNote, NoteJson.Default.NoteView)
    {
        Summary = "Keeps a note.",
        Check = note => note.Text.Length == 0 ? [new FieldMistake("text", note.Text, "Write something.")] : [],
    };
}

internal sealed record ListNotes(string? Filter = null) : IBusQuery<IReadOnlyList<NoteView>>
{
    public static MessageShape<ListNotes, IReadOnlyList<NoteView>> Shape { get; } =
        new("notes.list", NoteJson.Default.ListNotes, NoteJson.Default.IReadOnlyListNoteView) { Reads = ["note_list"] };
}

internal sealed record NoteView(string Text, long Version);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AddNote))]
[JsonSerializable(typeof(ListNotes))]
[JsonSerializable(typeof(NoteView))]
[JsonSerializable(typeof(IReadOnlyList<NoteView>))]
internal sealed partial class NoteJson : JsonSerializerContext;
