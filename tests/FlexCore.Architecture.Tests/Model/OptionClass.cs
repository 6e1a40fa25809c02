using System.Reflection;
using System.Text.RegularExpressions;

namespace FlexCore.Architecture.Tests.Model;

/// <summary>An option class of the product: its section of the configuration and the defaults of its keys.</summary>
internal sealed partial record OptionClass(Type Type, string Section, IReadOnlyDictionary<string, object?> Defaults)
{
    /// <summary>Every class of the product whose name ends in Options and that has a constant Section.</summary>
    public static IReadOnlyList<OptionClass> All { get; } =
        [.. ProductTypes().Select(TryRead).OfType<OptionClass>().OrderBy(options => options.Section, StringComparer.Ordinal)];

    public static IEnumerable<Type> ProductTypes() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(file => Path.GetFileName(file).StartsWith("flexcore", StringComparison.OrdinalIgnoreCase) && !file.EndsWith(".Tests.dll", StringComparison.Ordinal))
            .SelectMany(file => Assembly.Load(AssemblyName.GetAssemblyName(file)).GetTypes());

    /// <summary>MailboxCapacity is mailbox-capacity in a file.</summary>
    public static string KeyOf(string property) => WordStart().Replace(property, "-$0").ToLowerInvariant();

    public static OptionClass? TryRead(Type type)
    {
        if (type is not { IsClass: true, IsAbstract: false } || !type.Name.EndsWith("Options", StringComparison.Ordinal)
            || type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is not { IsLiteral: true } section)
        {
            return null;
        }

        var instance = Activator.CreateInstance(type, nonPublic: true);
        var defaults = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)
            .ToDictionary(property => KeyOf(property.Name), property => property.GetValue(instance), StringComparer.Ordinal);
        return new OptionClass(type, (string)section.GetRawConstantValue()!, defaults);
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
