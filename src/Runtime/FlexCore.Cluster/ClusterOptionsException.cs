namespace FlexCore.Cluster;

/// <summary>A setting of the cluster is outside its range. The message names key, value and remedy.</summary>
public sealed class ClusterOptionsException : ArgumentException
{
    /// <summary>Creates the error.</summary>
    /// <param name="key">The full configuration key.</param>
    /// <param name="value">The refused value.</param>
    /// <param name="range">The allowed range, as the end of the sentence "Set it to a value …".</param>
    public ClusterOptionsException(string key, string value, string range)
        : base($"The setting '{key}' is {value}, which is not allowed. Set it to a value {range}.")
    {
        Key = key;
        Value = value;
    }

    /// <summary>The full configuration key.</summary>
    public string Key { get; }

    /// <summary>The refused value.</summary>
    public string Value { get; }
}
