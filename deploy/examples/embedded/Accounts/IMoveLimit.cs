namespace FlexCore.Examples.Embedded.Accounts;

/// <summary>How much may move at once. A test puts another one in its place: <c>flexcore.Override&lt;IMoveLimit&gt;(…)</c>.</summary>
public interface IMoveLimit
{
    /// <summary>The most cents.</summary>
    long CentsMax { get; }
}
