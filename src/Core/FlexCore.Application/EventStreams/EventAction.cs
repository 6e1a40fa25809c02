namespace FlexCore.Application.EventStreams;

/// <summary>What a principal wants to do with the event store.</summary>
public enum EventAction
{
    /// <summary>Append events to a stream.</summary>
    Append,

    /// <summary>Read the events or the state of one stream.</summary>
    Read,

    /// <summary>List streams, or read and follow events of all streams of the tenant.</summary>
    ReadAll,

    /// <summary>Bring in events that another store recorded, with what it kept of them.</summary>
    Import,

    /// <summary>Destroy a person's key, so that what it has sealed in the log cannot be read any more.</summary>
    Forget,

    /// <summary>Change how long events are kept.</summary>
    Retain,
}
