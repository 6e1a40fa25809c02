using FlexCore.Streams.Definition;

namespace FlexCore.Streams.EventTypes;

/// <summary>Where the parts of one declared type stand in the file. Used by one thread while a file is loaded.</summary>
/// <param name="type">Where the type itself stands.</param>
internal sealed class EventTypePlaces(Mark type)
{
    private readonly Dictionary<(int Version, string Part), Mark> _marks = [];

    /// <summary>Notes a part.</summary>
    /// <param name="version">The version, or 0 for the type.</param>
    /// <param name="part">The part; empty for the version as a whole.</param>
    /// <param name="mark">Its place.</param>
    public void Note(int version, string part, Mark mark) => _marks[(version, part)] = mark;

    /// <summary>The place of a part, or the nearest place around it.</summary>
    /// <param name="version">The version, or 0 for the type.</param>
    /// <param name="part">The part.</param>
    public Mark Of(int version, string part) => _marks.TryGetValue((version, part), out var exact) ? exact : _marks.GetValueOrDefault((version, ""), type);
}
