namespace FlexCore.Application.EventTypes;

/// <summary>What the value of a declared member is.</summary>
public enum EventMemberKind
{
    /// <summary>Any value, <c>null</c> included.</summary>
    Any,

    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>A JSON number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A JSON object.</summary>
    Object,

    /// <summary>A JSON array.</summary>
    List,
}
