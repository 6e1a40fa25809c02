using FlexCore.Application.Events;

namespace FlexCore.Application.EventTypes;

/// <summary>The step from one version of an event's data to the next. Pure: the same data always gives the same answer.</summary>
/// <param name="Upcast">Makes the next version's data.</param>
/// <param name="Text">What it does, line by line, as contracts say it.</param>
public sealed record EventStep(EventUpcaster Upcast, IReadOnlyList<string> Text)
{
    /// <summary>A step that is written in C#. A contract cannot say what it does: give its version an example.</summary>
    /// <param name="upcast">Makes the next version's data; it may change and return what it gets.</param>
    public static EventStep InCode(EventUpcaster upcast)
    {
        ArgumentNullException.ThrowIfNull(upcast);
        return new EventStep(upcast, ["in code"]);
    }
}
