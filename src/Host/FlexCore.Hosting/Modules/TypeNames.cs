namespace FlexCore.Hosting.Modules;

/// <summary>Class names as people write them. Pure.</summary>
internal static class TypeNames
{
    public static string Of(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>"
        : type.Name;
}
