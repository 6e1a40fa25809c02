namespace FlexCore.Application.Tests;

/// <summary>Finds this project's source folder from wherever the tests run.</summary>
internal static class RepositoryFolder
{
    public static string Find(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FlexCore.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No FlexCore.sln above {AppContext.BaseDirectory}");
        }

        return Path.Combine([folder.FullName, "tests", "FlexCore.Application.Tests", .. parts]);
    }
}
