namespace FlexCore.Application.Privacy;

/// <summary>How personal values are sealed.</summary>
public sealed class PrivacyOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.privacy";

    /// <summary>The file with the master keys, one a line as <c>name:base64</c>, the current one first. Empty: see <see cref="MasterKeyVariable"/>.</summary>
    /// <value>The default value is empty: where the variable is not set either, a node with a data folder of its own makes a key in <c>master.key</c> there; a member of a cluster has none.</value>
    public string MasterKeyFile { get; set; } = "";

    /// <summary>The name of the environment variable with the master keys, separated by commas, where no file is set.</summary>
    /// <value>The default value is <c>FLEXCORE_MASTER_KEY</c>.</value>
    public string MasterKeyVariable { get; set; } = "FLEXCORE_MASTER_KEY";

    /// <summary>How long a person's key is kept in memory: the longest time for which another node still shows what was forgotten.</summary>
    /// <value>10 s; from 0 to 10 minutes.</value>
    public TimeSpan KeyCacheTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The most persons' keys in memory.</summary>
    /// <value>10,000; from 1 to 1,000,000.</value>
    public int CachedKeysMax { get; set; } = 10_000;

    /// <summary>How often keys that an older master key wraps are wrapped by the current one.</summary>
    /// <value>1 hour; from 1 minute to 30 days.</value>
    public TimeSpan RewrapInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        Require("key-cache-time", KeyCacheTime, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Require("rewrap-interval", RewrapInterval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
        if (CachedKeysMax is < 1 or > 1_000_000)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Section}.cached-keys-max is {CachedKeysMax}; set it to 1 to 1,000,000."));
        }

        if (MasterKeyVariable.Length is 0 or > 100)
        {
            throw new ArgumentException($"{Section}.master-key-variable has {MasterKeyVariable.Length} characters; give it the name of an environment variable, 1 to 100 characters.");
        }
    }

    private static void Require(string key, TimeSpan value, TimeSpan low, TimeSpan high)
    {
        if (value < low || value > high)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Section}.{key} is {value}; set it to {low} to {high}."));
        }
    }
}
