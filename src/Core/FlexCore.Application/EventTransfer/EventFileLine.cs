namespace FlexCore.Application.EventTransfer;

/// <summary>One line of an export. The family is closed: every kind is nested here.</summary>
public abstract record EventFileLine
{
    private EventFileLine()
    {
    }

    /// <summary>The first line, or the first one of a part that was added later.</summary>
    /// <param name="Header">What it says.</param>
    public sealed record Head(EventFileHeader Header) : EventFileLine;

    /// <summary>An event.</summary>
    /// <param name="Event">The event.</param>
    public sealed record Entry(EventFileEvent Event) : EventFileLine;

    /// <summary>A place from which an export can go on.</summary>
    /// <param name="Place">The place.</param>
    public sealed record Mark(EventFilePlace Place) : EventFileLine;

    /// <summary>The last line.</summary>
    /// <param name="Place">The place.</param>
    public sealed record End(EventFilePlace Place) : EventFileLine;
}
