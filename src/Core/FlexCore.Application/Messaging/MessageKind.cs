namespace FlexCore.Application.Messaging;

/// <summary>What a message is.</summary>
public enum MessageKind
{
    /// <summary>It changes something.</summary>
    Command,

    /// <summary>It asks.</summary>
    Query,
}
