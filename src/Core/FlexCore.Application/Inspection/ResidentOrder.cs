namespace FlexCore.Application.Inspection;

/// <summary>Which entities come first.</summary>
public enum ResidentOrder
{
    /// <summary>Those with the most messages a second.</summary>
    Rate,

    /// <summary>Those with the longest mailbox.</summary>
    Mailbox,

    /// <summary>Those that have handled the most messages.</summary>
    Messages,

    /// <summary>Those that were restarted most often.</summary>
    Restarts,
}
