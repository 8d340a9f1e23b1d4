package retention.replica;

import java.util.List;

/** What a user's posts have in common: an invented name and a place. */
record Author(String name, String ipLocation) {

    private static final double CHINESE_NAME_OF_NEWCOMER = 0.1;
    private static final double CHINESE_NAME_OF_HOST = 0.8;

    private static final List<String> ABROAD =
            List.of("美国", "美国", "美国", "美国", "美国", "美国", "英国", "加拿大", "澳大利亚", "德国", "墨西哥", "菲律宾");
    private static final List<String> CHINA =
            List.of("广东", "广东", "上海", "北京", "浙江", "江苏", "四川", "山东", "湖北", "福建", "重庆", "陕西", "湖南", "美国", "中国香港");

    static Author of(Phrasebook book, boolean newcomer, Draws draws) {
        var chinese = draws.chance(newcomer ? CHINESE_NAME_OF_NEWCOMER : CHINESE_NAME_OF_HOST);
        return new Author(
                book.say(chinese ? "name.chinese" : "name.english", draws).english(),
                draws.pick(newcomer ? ABROAD : CHINA));
    }
}
