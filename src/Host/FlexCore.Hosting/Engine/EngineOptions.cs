namespace FlexCore.Hosting.Engine;

/// <summary>Which engine a node runs on.</summary>
public sealed class EngineOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.engine";

    /// <summary>The engine.</summary>
    /// <value>The default value is <see cref="EngineKind.Embedded"/>.</value>
    public EngineKind Kind { get; set; } = EngineKind.Embedded;

    /// <summary>The cluster's name: nodes of another cluster are refused.</summary>
    /// <value>The default value is <c>flexcore</c>; 1 to 100 characters.</value>
    public string ClusterName { get; set; } = "flexcore";

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        if (ClusterName.Length is 0 or > 100)
        {
            throw new ArgumentException($"{Section}.cluster-name has {ClusterName.Length} characters; give it 1 to 100.");
        }
    }
}
