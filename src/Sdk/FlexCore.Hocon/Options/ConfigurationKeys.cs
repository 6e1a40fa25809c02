using System.Text;

namespace FlexCore.Hocon.Options;

/// <summary>The spellings of a setting: <c>MailboxCapacity</c> in code, <c>mailbox-capacity</c> in files, <c>FLEXCORE_…_MAILBOX_CAPACITY</c> in the environment.</summary>
public static class ConfigurationKeys
{
    /// <summary>Variables that begin so are settings.</summary>
    public const string EnvironmentPrefix = "FLEXCORE_";

    /// <summary>The file spelling of a property.</summary>
    /// <param name="property">A name in Pascal case.</param>
    public static string ToKebab(string property)
    {
        var text = new StringBuilder(property.Length + 4);
        foreach (var c in property)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    /// <summary>The variable that sets a key.</summary>
    /// <param name="path">The key as the configuration knows it, for example <c>flexcore:journal:data-folder</c>.</param>
    public static string ToVariable(string path) => path.Replace(':', '_').Replace('-', '_').Replace('.', '_').ToUpperInvariant();
}
