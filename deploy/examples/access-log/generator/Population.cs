using System.Globalization;
using System.Text;

namespace FlexCore.Examples.AccessLog;

/// <summary>Who visits the site, what they ask for, and where they come from. Built once from the seed.</summary>
internal sealed class Population
{
    private const int ClientCount = 4000;
    private const int PathCount = 600;

    private static readonly string[] Areas = ["products", "blog", "docs", "api/v1/orders", "api/v1/users", "assets/js", "assets/css", "images", "help"];

    private static readonly string[] FixedPaths =
        ["/", "/index.html", "/login", "/cart", "/checkout", "/search", "/robots.txt", "/favicon.ico", "/feed.xml", "/health", "/wp-login.php", "/.env"];

    private static readonly string[] FixedReferers =
        ["-", "https://www.google.com/", "https://shop.example.com/", "https://shop.example.com/search?q=blue+chair", "https://news.example.org/story?id=77", "https://t.example/x"];

    private static readonly string[] BrowserTexts =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
        "curl/8.11.0", "-", "Go-http-client/2.0", "python-requests/2.32.3",
    ];

    private static readonly string[] BotTexts =
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    ];

    public Population(SplitMix random)
    {
        Clients = new RankedPool(Enumerable.Range(0, ClientCount).Select(_ => Address(random)).ToList());
        Paths = new RankedPool(FixedPaths.Concat(Enumerable.Range(0, PathCount).Select(_ => Path(random))).ToList());
    }

    public RankedPool Clients { get; }

    public RankedPool Paths { get; }

    public RankedPool Referers { get; } = new(FixedReferers);

    public RankedPool Browsers { get; } = new(BrowserTexts);

    public RankedPool Bots { get; } = new(BotTexts);

    public RankedPool Users { get; } = new(["frank", "ana", "o'neil", "user@example.com", "svc-backup"]);

    private static string Address(SplitMix random)
    {
        if (random.Below(100) >= 12)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{1 + random.Below(222)}.{random.Below(256)}.{random.Below(256)}.{1 + random.Below(254)}");
        }

        return random.Below(10) switch
        {
            0 => "::1",
            1 => string.Create(CultureInfo.InvariantCulture, $"::ffff:10.{random.Below(256)}.{random.Below(256)}.{1 + random.Below(254)}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"2001:db8:{random.Below(65536):x}::{random.Below(65536):x}:{random.Below(65536):x}"),
        };
    }

    private static string Path(SplitMix random)
    {
        var area = Areas[random.Below(Areas.Length)];
        var text = new StringBuilder("/").Append(area).Append('/');
        switch (area)
        {
            case "images":
                text.Append(CultureInfo.InvariantCulture, $"{random.Below(10_000):x4}.jpg");
                break;
            case "assets/js":
                text.Append(CultureInfo.InvariantCulture, $"app.{random.Next():x16}.js");
                break;
            case "assets/css":
                text.Append(CultureInfo.InvariantCulture, $"site.{random.Next():x16}.css");
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{random.Below(9000) + 1000}");
                break;
        }

        return text.ToString();
    }
}
