namespace FlexCore.Application.EventTypes;

/// <summary>Which types of events may be appended.</summary>
public enum EventTypePolicy
{
    /// <summary>Any type. Declared ones are held to their declarations.</summary>
    Open,

    /// <summary>Declared types only.</summary>
    DeclaredOnly,
}
