namespace FlexCore.Streams.Definition;

/// <summary>Which routes of a branch a record takes.</summary>
public enum RouteMatch
{
    /// <summary>The first whose condition is truthy.</summary>
    First,

    /// <summary>Every one whose condition is truthy.</summary>
    All,
}
